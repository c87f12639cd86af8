"""The lot: a fair draw within quotas that anybody can repeat. Pure arithmetic; no database, no clock, no network.

    people ──group──► types ──best floor, smallest cap, most even──► targets in units of 2^-40
      published: list of tokens, quotas, targets (one file, one fingerprint); only then comes the seed
    seed ──walk in whole numbers──► how many of each type ──hash order──► who, and who comes next

What always holds: every quota and the number of seats are kept exactly, or nobody is drawn; everybody's chance is the
published one; the same file and the same seed give the same people on every machine (`docs/draw-protocol.md`).

    types       people with the same features, in one order
    quotas      rows to be kept, and a draw's whole task (`Task`)
    targets     the best least chance, the smallest greatest one, the most even point between (`even`)
    quantising  targets in whole units, every row exact
    cube        the walk for many seats; `small` the exact lottery for few
    order       people within a type, and substitutes
    conflicts   quotas that contradict each other, profiles without a chance
    published   the file; `drawing` prepares and draws, `verify` repeats
    seeds       where the seed comes from
    pictures    figures for a page: chances by type, floor against cap
"""
