"""Pages of the register: `register` of a body and its branch, `entering`, one `single` shortcoming and what is done there."""
