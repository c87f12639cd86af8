"""Repeat a draw: `python3 verify_draw.py published.json drawn.json [fingerprint]`. Needs nothing but Python 3.9 or later.

Written apart from the program that drew, after docs/draw-protocol.md; read both together. Says what it checked and ends with
0, or says what is wrong and ends with 1. Reads two files and writes none.
"""

import hashlib
import json
import sys
from fractions import Fraction
from math import lcm

GRAIN, SEAT = 2**20, 2**60  # parts of a published unit (2^-40 of a seat) in which the walk counts; one seat


def main(words):
    if len(words) not in (2, 3):
        print(__doc__)
        return 2
    with open(words[0], "rb") as one, open(words[1], "rb") as other:
        data, outcome = one.read(), json.loads(other.read())
    faults = check(data, outcome, words[2] if len(words) == 3 else None)
    for fault in faults[:20]:
        print("WRONG:", fault)
    if len(faults) > 20:
        print(f"and {len(faults) - 20} more")
    print("This outcome does NOT follow from the file." if faults else "Everything agrees.")
    return 1 if faults else 0


def check(data, outcome, expected):
    """All that is wrong, in words."""
    fingerprint = hashlib.sha256(data).hexdigest()
    print("fingerprint of the published file:", fingerprint)
    if expected and expected.lower() != fingerprint:
        return ["the published file is not the one with the fingerprint " + expected]
    if outcome["fingerprint"] != fingerprint:
        return ["the outcome names the fingerprint " + outcome["fingerprint"] + ", so it belongs to another file"]
    told = json.loads(data)
    if told["format"] != "cellwork-draw-1":
        return ["the published file is of the format " + told["format"]]
    draw = Draw(told)
    faults = draw.faults()
    if faults:
        return faults
    print(f"{draw.people} people of {len(draw.types)} types, {told['seats']} seats, {len(told['quotas'])} quotas")
    print("least chance {:.6f}, greatest {:.6f}".format(*draw.chances()))
    if not announced(told["seed"], outcome["seed"]):
        return ["the seed is not of the kind that was announced"]
    root = hashlib.sha256(f"cellwork-draw-1|{fingerprint}|{outcome['seed']}".encode()).hexdigest()
    below = numbers(root)
    counts = draw.by_lottery(below) if told["method"] == "lottery" else Walk(draw, below).counts()
    return compare(draw, counts, root, outcome)


def announced(plan, seed):
    if plan.get("kind") == "beacon":
        return seed.startswith(f"beacon:{plan['name']}:{plan['round']}:")
    parts = [part.split(":") for part in seed.split(";")]
    right = not plan or "_and_".join(part[0] for part in parts) == plan["kind"]
    return right and all(part[0] != "dice" or len(part[1]) == plan.get("throws", len(part[1])) for part in parts)


def compare(draw, counts, root, outcome):
    """Ours against theirs."""
    if counts is None:
        print("the draw does not land")
        named = outcome["landed"] or any(outcome["drawn"])
        return ["the draw does not land, but people are named"] if named else []
    faults = draw.broken(counts)
    if not outcome["landed"]:
        return [*faults, "the draw lands, but the outcome says it does not"]
    for number, tokens in enumerate(draw.tokens):
        ordered = sorted(tokens, key=lambda token: (hashlib.sha256((root + "|" + token).encode()).digest(), token))
        drawn, others = ordered[: counts[number]], ordered[counts[number] :]
        about = f"type {number} ({', '.join(value or 'not said' for value in draw.types[number])}): "
        if outcome["drawn"][number].split() != drawn:
            faults.append(about + difference(outcome["drawn"][number].split(), drawn, "drawn"))
        if outcome["substitutes"][number].split() != others:
            faults.append(about + difference(outcome["substitutes"][number].split(), others, "substitutes"))
    if not faults:
        print(f"{sum(counts)} drawn, every quota recounted and kept, substitutes in order")
    return faults


def difference(theirs, ours, what):
    extra, missing = sorted(set(theirs) - set(ours)), sorted(set(ours) - set(theirs))
    if not extra and not missing:
        return what + " are in another order"
    return f"{what}: not due: {' '.join(extra) or 'none'}; missing: {' '.join(missing) or 'none'}"


def numbers(root):
    """`below(n)`: whole numbers out of SHA-256(root#0), SHA-256(root#1), ..."""
    used = 0

    def below(limit):
        nonlocal used
        bits = (limit - 1).bit_length()
        while True:
            block = hashlib.sha256(f"{root}#{used}".encode()).digest()
            used += 1
            found = int.from_bytes(block, "big") >> (256 - bits)
            if found < limit:
                return found

    return below


class Draw:
    """The published file as rows over types."""

    def __init__(self, told):
        self.told = told
        self.types = [each["values"] for each in told["types"]]
        self.tokens = [each["people"].split() for each in told["types"]]
        self.targets = [each["target"] for each in told["types"]]
        self.people = sum(map(len, self.tokens))
        self.titles = ["the number of seats"] + [quota["title"] for quota in told["quotas"]]
        self.bounds = [(told["seats"], told["seats"])] + [self._left(quota) for quota in told["quotas"]]
        named = [dict(zip(told["features"], values)) for values in self.types]
        self.rows_of = [
            [0] + [row + 1 for row, quota in enumerate(told["quotas"]) if covers(quota, each)] for each in named
        ]

    def _left(self, quota):
        """What people by office leave of a quota."""
        office = self.told["ex_officio"]
        taken = 0
        if office["counted"] == "inside":
            for each in office["profiles"]:
                if covers(quota, dict(zip(office["features"], each["values"]))):
                    taken += each["people"]
        return max(0, quota["least"] - taken), quota["most"] - taken

    def totals(self, by_type):
        found = [0] * len(self.bounds)
        for value, rows in zip(by_type, self.rows_of):
            for row in rows:
                found[row] += value
        return found

    def broken(self, counts):
        """Quotas that these numbers do not keep."""
        return [
            f"{title}: {total}, where {least} to {most} are asked for"
            for title, total, (least, most) in zip(self.titles, self.totals(counts), self.bounds)
            if not least <= total <= most
        ]

    def faults(self):
        """What must hold of the file itself."""
        faults = []
        if sorted(self.told["features"]) != self.told["features"] or sorted(map(tuple, self.types)) != list(
            map(tuple, self.types)
        ):
            faults.append("features or types are not sorted")
        if len({token for tokens in self.tokens for token in tokens}) != self.people:
            faults.append("a token comes twice")
        if any(tokens != sorted(tokens) for tokens in self.tokens):
            faults.append("tokens of a type are not sorted")
        if any(not 0 <= target <= len(tokens) * 2**40 for target, tokens in zip(self.targets, self.tokens)):
            faults.append("a target is below 0 or beyond the people of its type")
        for title, total, (least, most) in zip(self.titles, self.totals(self.targets), self.bounds):
            if not least * 2**40 <= total <= most * 2**40:
                faults.append("the targets do not keep " + title)
        for place, each in enumerate(self.told["lottery"] or []):
            if self.broken(self.panel(each)):
                faults.append(f"panel {place} of the lottery does not keep {self.broken(self.panel(each))[0]}")
        return faults

    def chances(self):
        found = [target / 2**40 / len(tokens) for target, tokens in zip(self.targets, self.tokens)]
        return min(found), max(found)

    def panel(self, entry):
        counts = [0] * len(self.types)
        for number, many in entry["panel"]:
            counts[number] = many
        return counts

    def by_lottery(self, below):
        left = below(sum(each["weight"] for each in self.told["lottery"]))
        for each in self.told["lottery"]:
            if left < each["weight"]:
                return self.panel(each)
            left -= each["weight"]


def covers(quota, values):
    return all(values[feature] in among for feature, among in quota["where"].items())


class Walk:
    """The walk and its landing. Unknown t is type t, unknown T + r the total of row r."""

    def __init__(self, draw, below):
        self.draw, self.below, self.T = draw, below, len(draw.types)
        fine = [target * GRAIN for target in draw.targets]
        self.at = fine + draw.totals(fine)
        self.low = [value // SEAT * SEAT for value in self.at]
        self.high = [-(-value // SEAT) * SEAT for value in self.at]
        self.settled = [low == high for low, high in zip(self.low, self.high)]
        rows = range(len(draw.bounds))
        self.basis = [self.T + row for row in rows]
        self.rates = [{row: Fraction(1)} for row in rows]

    def counts(self):
        """Whole numbers by type, or None when the draw does not land."""
        self.pass_over(range(self.T))
        for _ in range(200):
            left = sorted(u for u in self.basis if u < self.T and not self.settled[u])
            if not left:
                break
            self.land_near(left[self.below(len(left))])
        if any(not self.settled[u] for u in self.basis if u < self.T):
            return None
        counts = [value // SEAT for value in self.at[: self.T]]
        return None if self.draw.broken(counts) else counts

    def land_near(self, left):
        like, sizes = self.draw.types[left], [len(tokens) for tokens in self.draw.tokens]
        roomy = [t for t in range(self.T) if self.at[t] % SEAT == 0 and SEAT <= self.at[t] <= (sizes[t] - 1) * SEAT]
        roomy.sort(key=lambda t: (sum(a != b for a, b in zip(self.draw.types[t], like)), t))
        free = []
        for row, (least, most) in enumerate(self.draw.bounds):
            if self.settled[self.T + row] and least * SEAT < self.at[self.T + row] < most * SEAT:
                free.append(self.T + row)
        free += sorted(roomy[:40])
        for u in free:
            self.low[u], self.high[u], self.settled[u] = self.at[u] - SEAT, self.at[u] + SEAT, False
        standing = set(self.basis)
        self.pass_over(u for u in free if u not in standing)

    def pass_over(self, unknowns):
        for u in unknowns:
            if not self.settled[u]:
                self.enter(u)
        for u in self.basis:
            whole = (self.at[u] + SEAT // 2) // SEAT * SEAT
            if abs(self.at[u] - whole) <= GRAIN:
                self.at[u], self.settled[u] = whole, True

    def pulls(self, u):
        """By place in the basis, how far it moves when u moves by one."""
        if u >= self.T:
            return {p: -rates[u - self.T] for p, rates in enumerate(self.rates) if u - self.T in rates}
        rows = self.draw.rows_of[u]
        found = {p: sum(rates[row] for row in rows if row in rates) for p, rates in enumerate(self.rates)}
        return {p: pull for p, pull in found.items() if pull}

    def enter(self, u):
        pulls = self.pulls(u)
        fixed = [p for p in pulls if self.settled[self.basis[p]]]
        if not fixed:
            whole = lcm(1, *(pull.denominator for pull in pulls.values()))
            moving = [(self.basis[p], int(pull * whole)) for p, pull in pulls.items()] + [(u, whole)]
            self.move(moving)
            if self.settled[u]:
                return
            fixed = [p for p in pulls if self.settled[self.basis[p]]]
        self.exchange(fixed[0], u, pulls)

    def move(self, moving):
        up = min((self.high[j] - self.at[j]) // by if by > 0 else (self.at[j] - self.low[j]) // -by for j, by in moving)
        down = min(
            (self.at[j] - self.low[j]) // by if by > 0 else (self.high[j] - self.at[j]) // -by for j, by in moving
        )
        if up + down > 0:
            step = up if self.below(up + down) < down else -down
            for j, by in moving:
                self.at[j] += step * by
        for j, by in moving:
            if self.high[j] - self.at[j] < abs(by):
                self.at[j], self.settled[j] = self.high[j], True
            elif self.at[j] - self.low[j] < abs(by):
                self.at[j], self.settled[j] = self.low[j], True
            elif self.at[j] % SEAT:
                self.low[j] = self.at[j] // SEAT * SEAT
                self.high[j] = self.low[j] + SEAT

    def exchange(self, place, u, pulls):
        pivot, old = pulls[place], self.rates[place]
        for p, pull in pulls.items():
            if p != place:
                for row, rate in old.items():
                    value = self.rates[p].get(row, 0) - pull / pivot * rate
                    if value:
                        self.rates[p][row] = value
                    else:
                        self.rates[p].pop(row, None)
        self.rates[place] = {row: -rate / pivot for row, rate in old.items()}
        self.basis[place] = u


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
