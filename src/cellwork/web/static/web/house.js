/* drafts, live parts, no double sending: see below */
