"""Names of an invented country: places, persons, works, workplaces. All made up, none of one nation."""

from __future__ import annotations

import random


def _words(text: str) -> list[str]:
    return text.split()


PROVINCES = (
    "Northmoor", "Eastvale", "Saltcoast", "Hollin Hills", "Greywater", "Highfell",
    "Southmere", "Copperlands", "Marrowdale", "Windreach", "Lowmarsh", "Fernland",
)  # fmt: skip

EQUALS = (
    ("Ministry of Railways", "transport"),
    ("Ministry of Health", "health"),
    ("Merchant Fleet", "transport"),
    ("Academy of Sciences", "science"),
)

_FIRST = _words("""
Ash Alder Amber Bar Birch Black Bram Brack Bright Broad Brook Burn Carr Chalk Clay Cold Copper Crane Cross Dale Deep
Dun East Elm Fair Fallow Fen Fern Flint Ford Fox Glen Gold Gorse Grain Green Grey Hallow Harrow Hart Hazel Heath Heron
High Hollow Holm Ivy Kel Kestrel Kiln Lamb Lang Lark Lime Ling Long Mallow Marl Mead Mill Mist Moss Nether North Oat
Orchard Otter Over Pebble Pine Quarry Raven Red Reed Rook Row Rush Salt Sand Sedge Shale Silver Slate South Spring
Stone Swan Tarn Thorn Thistle Timber Wake Water Weir West Wheat White Willow Wind Winter Wool Wren Yar Yew
""")

_LAST = _words("""
wick moor ford by ton field haven mouth dale stead worth ham combe ley bridge well bury holt mere thwaite gate hurst
den cliff shaw port beck minster wood pool side bank rigg garth hope low fold sted
""")

_BEFORE = ("Upper", "Lower", "New", "Old", "Great", "Little", "East", "West")

GIVEN = _words("""
Adrel Aila Alda Alin Alma Amra Anda Anik Anneli Ansa Arin Arlo Arvid Asa Asta Avel Avo Basil Bela Benna Beril Berit
Birk Bora Brana Bren Brisa Calla Cara Caspar Cela Cerin Cilla Corin Dala Dani Daro Davin Delia Denna Dessa Dorin Dova
Edda Edrin Eila Eiran Elia Elin Elko Ella Elva Emer Emil Enna Enok Erda Eren Esko Esme Esta Eva Evrin Fara Felin
Ferran Fina Finn Flora Galen Gelda Gerrin Gilda Gorin Greta Hadi Halla Hanno Harra Heda Helin Hila Holm Ida Idris Ilan
Ilda Ilka Imre Ina Inga Iona Irin Isa Isko Ivana Ivo Jalin Janna Jara Jaron Jelka Jens Jorin Jova Juna Kaja Kaleb
Kalla Kari Karo Katla Keld Kera Kian Kira Kolia Kora Korin Lada Laila Lana Lares Lasko Leda Leif Lena Leonor Lida Lien
Lila Linus Lior Lisbet Liva Lona Lora Lorin Luka Luma Maia Malin Mara Marek Maren Marin Marta Matti Meda Mela Merin
Mika Milan Mina Mira Miro Mona Moran Nada Nadim Nala Nara Narin Neda Nela Nenad Nesta Nila Nils Nima Noa Nora Norin
Odal Odin Ola Olin Omar Ona Oren Orla Orrin Osla Otis Palo Perrin Petra Pia Quila Rada Rafi Rahel Ralin Rana Ranno
Rasmin Reda Remi Rena Rhea Rila Rinna Roald Rohan Rolan Ronia Rosa Rune Runa Sabin Sada Sali Samir Sanna Sara Sarin
Sela Selma Senna Sera Sigrin Sila Silvan Sima Sina Siran Solva Sora Stela Sumi Sunna Suri Tala Talin Tamar Tarin Tavi
Tela Terin Tessa Thea Tilda Timo Tira Toma Tora Torin Tova Ulla Ulrin Una Urso Vala Valin Vanna Varin Veda Vela Vera
Vesna Vida Vilja Vilmar Vira Vito Wanda Wenna Willa Yana Yara Yarin Yelva Yoran Yrsa Zada Zana Zelin Zora Zoran
""")

FAMILY_BEGINS = _words("""
Al An Ar As Bal Ban Bar Bel Ber Bor Bran Cal Can Car Cor Dal Dan Dar Del Dor Dun El En Er Esk Fal Fan Far Fen Fir Gal
Gan Gar Gol Gor Hal Han Har Hel Hol Il In Ir Jal Jan Jar Jor Kal Kam Kar Kel Ker Kol Lam Lan Lar Lel Lin Lor Mal Man
Mar Mel Mer Mor Nal Nar Nel Nor Ol Or Osk Pal Par Pel Per Pol Ral Ran Ras Rel Ror Sal San Sar Sel Sen Sol Tal Tan Tar
Tel Tor Ul Ur Val Van Var Vel Ver Vol Wal Wan War Wel Yal Yar Zal Zan Zel
""")

FAMILY_ENDS = _words("""
a ada ak alda alen ander ando ane anik ano ara aran ard are arin ave ayo bar beck bo by da dal dan dane de den der do
ek ela elin emar ena enko era eras esk ett eva ezan fell ga gard go ian ic ika iland in ina inde io ira is iva ka kin
ko la land lin lo lund ma man mar mo more na nda ne nek nen nis no ora oren os ova quist ra ran rell ren rik rim ro
rosk rova s sen sk son sta stad ster ta tan tas to tov ula um va vald van ven vi vik von wen wick win yan zak zin
""")

STREETS = _words("""
Harbour Mill Station Garden Market Lantern Weaver Cooper Orchard Bridge Fountain Ropewalk Tanner Quarry Chapel Linden
Chestnut River School Hill Granary Potter Foundry Almond Ferry Meadow Tower Canal Saddler Baker Poplar Southgate
Northgate Bell Cartwright Observatory Rowan Turnstile Kiln Wharf Glazier Vineyard Hawthorn Library Signal Sunrise
Terrace Spring
""")

# What stands behind a primary committee, by sector: "Primary Committee of the Ashwick Cotton Mill".
WORKS: dict[str, tuple[str, ...]] = {
    "industry": ("Cotton Mill", "Foundry", "Bearing Works", "Glassworks", "Shoe Factory", "Machine Works", "Paper Mill",
                 "Furniture Works", "Tool Works", "Brickworks", "Woollen Mill", "Pump Works", "Dye Works", "Cable Works"),
    "mining": ("Colliery", "Copper Mine", "Slate Quarry", "Salt Mine", "Ore Dressing Plant", "Limestone Quarry"),
    "energy": ("Power Station", "Hydroelectric Works", "Grid Depot", "Gasworks", "Wind Farm"),
    "farming": ("Valley Farm", "Orchards", "Dairy Farm", "Grain Farm", "Seed Station", "Sheep Farm", "Vegetable Farm",
                "Mill and Granaries", "Tractor Station", "Poultry Farm"),
    "fishing": ("Fishing Fleet", "Fish Cannery", "Net Works", "Oyster Beds", "Fishing Harbour"),
    "construction": ("Building Trust", "Road Works", "Bridge Works", "Housing Yard", "Cement Works"),
    "transport": ("Railway Yard", "Tram Depot", "Port", "Bus Depot", "Signal Works", "Ferry Service", "Locomotive Shed"),
    "trade": ("Market Halls", "Department Store", "Co-operative Shops", "Bakery", "Laundries", "Public Kitchens"),
    "education": ("Schools", "Technical College", "Teachers' College", "Kindergartens", "Evening School"),
    "science": ("Institute of Soils", "Observatory", "Institute of Materials", "Weather Service", "Marine Laboratory"),
    "health": ("General Hospital", "Clinics", "Children's Hospital", "Pharmacies", "Sanatorium"),
    "culture": ("Theatre", "Libraries", "Printing House", "Museum", "Broadcasting House"),
    "administration": ("Town Hall", "Waterworks", "Post Office", "Savings Bank", "Land Registry"),
    "defence": ("Garrison", "Coast Watch", "Fire Brigade", "Mountain Rescue"),
    "neighbourhood": ("Harbour Quarter", "Old Town", "Station Quarter", "Hill Quarter", "Riverside", "Garden Quarter",
                      "Mill Quarter", "Northgate", "Southgate", "New Quarter"),
}  # fmt: skip

COMPLEXES = (
    "Steel",
    "Shipyard",
    "Chemical",
    "Machine",
    "Mining",
    "Textile",
    "Power",
    "Timber",
    "Railway Works",
    "Cement",
)

# Where a cell meets, by sector: "Cell at the Weaving Hall, Ashwick Cotton Mill".
UNITS: dict[str, tuple[str, ...]] = {
    "industry": ("at the Weaving Hall", "at the Spinning Hall", "at the Tool Shop", "at the Paint Shop", "at Line One",
                 "at Line Two", "at the Boiler House", "of the Night Shift", "at the Moulding Shop", "at the Warehouse",
                 "at the Repair Shop", "at the Drawing Office", "at the Packing Hall", "at the Test Bench", "at the Canteen",
                 "at the Apprentice Shop"),
    "mining": ("at the North Shaft", "at the South Shaft", "at the Winding House", "at the Pump House", "at the Sorting Plant",
               "of the Rescue Team", "at the Lamp Room", "at the Loading Bridge", "of the Early Shift", "of the Late Shift",
               "at the Survey Office", "at the Pithead Baths"),
    "energy": ("at the Turbine Hall", "at the Control Room", "at the Switchyard", "of the Line Crew", "at the Boiler House",
               "at the Meter Workshop", "of the Night Shift", "at the Transformer Shop", "at the Dam", "at the Stores"),
    "farming": ("at the Long Barn", "at the Hill Pastures", "at the Lower Fields", "at the Dairy", "at the Greenhouses",
                "at the Machine Shed", "at the Granary", "at the Stables", "at the Nursery Beds", "at the Mill Meadow",
                "at the Beehives", "at the Cold Store", "at the Upper Fields", "at the Irrigation Station"),
    "fishing": ("aboard the Trawler Kittiwake", "aboard the Trawler Steady Hand", "aboard the Cutter Three Sisters",
                "at the Net Loft", "at the Ice House", "at the Quay", "aboard the Trawler Morning Star", "at the Smokehouse",
                "aboard the Cutter Plover", "at the Boatyard"),
    "construction": ("at the Timber Yard", "of the Masons", "of the Roofers", "at the Site Office", "of the Crane Crews",
                     "at the Concrete Plant", "of the Plumbers", "of the Electricians", "at the Gravel Pit", "of Surveyors"),
    "transport": ("at the Engine Shed", "at the Goods Yard", "at the Signal Box", "of the Track Gang", "at the Ticket Office",
                  "at the Paint Shop", "of the Night Drivers", "at the Wheel Shop", "at Pier One", "at Pier Two",
                  "of the Dispatchers", "of the Conductors"),
    "trade": ("at the Fish Hall", "at the Grain Counter", "at the Central Bakery", "at the Cold Store", "at the Shoe Counter",
              "at the Book Counter", "at the Kitchen", "of the Drivers", "at the Stores", "at the Repair Counter"),
    "education": ("at the Hill School", "at the River School", "at the Northgate School", "at the Music School",
                  "at the Kindergarten", "at the Workshops", "at the School Kitchen", "of the Evening Classes",
                  "at the Garden School", "at the Boarding House", "at the Library"),
    "science": ("at the Soil Laboratory", "at the Glasshouse", "at the Instrument Shop", "at the Reading Room",
                "of the Field Party", "at the Computing Room", "at the Archive", "at the Test Fields"),
    "health": ("at the Children's Ward", "at the Surgery", "at the Ambulance Station", "at the Laundry", "at the Dispensary",
               "of the Night Nurses", "at the Kitchen", "at the Maternity Ward", "of the District Nurses", "at the Laboratory"),
    "culture": ("at the Stage Workshop", "at the Orchestra", "at the Reading Room", "at the Composing Room", "at the Bindery",
                "at the Studio", "at the Costume Shop", "at the Archive", "of the Touring Company"),
    "administration": ("at the Registry", "at the Treasury", "at the Pumping Station", "at the Sorting Office",
                       "of the Letter Carriers", "at the Archive", "at the Housing Office", "at the Cashier's Hall"),
    "defence": ("at the Motor Pool", "at the North Watch", "at the Stores", "at the Signals Room", "of the Second Watch",
                "at the Boathouse", "at the Kitchen", "at the Sick Bay"),
    "neighbourhood": tuple(f"{street} Street" for street in STREETS),
}  # fmt: skip

# How the sectors are spread, by kind of the body above the primary committee; the parts of a line add up to 100.
MIX: dict[str, dict[str, int]] = {
    "city_committee": {"industry": 25, "neighbourhood": 20, "trade": 11, "education": 11, "construction": 8, "health": 7,
                       "transport": 6, "administration": 5, "culture": 3, "energy": 2, "science": 1, "defence": 1},
    "county_committee": {"farming": 48, "neighbourhood": 13, "education": 9, "fishing": 7, "trade": 6, "health": 4,
                         "construction": 4, "industry": 4, "administration": 3, "transport": 2},
    "complex_committee": {"industry": 48, "mining": 22, "energy": 13, "construction": 9, "transport": 8},
    "ministry_committee": {"transport": 50, "health": 20, "construction": 15, "administration": 15},
}  # fmt: skip

AT_WORK = ("industry", "mining", "energy", "farming", "fishing", "construction", "transport")
"""Sectors whose cells mostly stand at a place of production."""


def places(count: int, *, seed: int) -> list[str]:
    """`count` different names of places, the same ones for the same seed."""
    # Joins that read badly (double letters, "Longlow") are no worse than those of real maps; only doubles of one word go.
    plain = [first + last for first in _FIRST for last in _LAST if first.lower() != last and first[-1] != last[0]]
    chosen = random.Random(seed).sample(plain, count)  # noqa: S311 -- names, not secrets
    return [f"{_BEFORE[i // 7 % len(_BEFORE)]} {name}" if i % 7 == 5 else name for i, name in enumerate(chosen)]  # noqa: PLR2004
