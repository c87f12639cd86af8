"""What cells write: plans, progress, obstacles, reports, questions. By hand, so that no page reads like a form letter."""

from __future__ import annotations

PLANS = (
    "We meet on Saturday after the shift, share out the visits, and look for a room.",
    "Three of us make the list of old people this week; the others begin with the reading corner.",
    "We talk it over at the next meeting and each takes one clause.",
    "First the visits, street by street; then the books, which we collect at the gate.",
    "The deputy keeps the list of visits, I see to the reading corner, and everyone gives a book.",
    "We do it together with the cell next door, because we share the canteen.",
    "Two evenings a week until it is done; who cannot come lends a hand on Sunday.",
    "We ask the old people themselves first, and plan the rest by what they say.",
    "The night shift takes the visits in the morning, the day shift the shelves.",
    "We have a room but no heating; we start with the books and ask the committee about a stove.",
    "Each of us takes two households and tells at the next meeting how it went.",
    "The young ones build the shelves, the older ones choose the books.",
    "We begin with the four who live furthest out, as nobody has been there for months.",
    "I have spoken with everyone; seven take part at once, the others after the harvest.",
    "We use the corner beside the porter's lodge, which is warm and open late.",
    "The secretary of the school gives us the room on Tuesdays and Thursdays.",
    "We will do less each week and keep it up, rather than everything at once.",
    "A list on the board: who goes where, and by when. We look at it every Monday.",
    "The people around our cell want to help; two of them know all the stairs in the quarter.",
    "First we ask what is there already, so that we do nothing twice.",
    "We divide the cell in three groups with one person each who answers for it.",
    "We bring it to the meeting on the fifth and vote on the order of the tasks.",
    "The reading corner goes into the changing room; the foreman agrees.",
    "We start where it hurts most: two neighbours without firewood.",
    "Everyone writes down one thing they can teach; from that we make the plan.",
    "Our cell is small: we do the visits alone and the books with the library.",
    "Half of us are on the road all week; the visits fall on Sundays.",
    "We take the visits first because of the date, everything else after the inventory.",
    "We have done much of this since spring; now we write it down and fill the gaps.",
    "The retired members themselves want to keep the reading corner. We carry the shelves.",
    "We split the street at the bridge: upper part Monday, lower part Wednesday.",
    "By the end of the week we know who is alone, by the end of the month nobody is unvisited.",
    "We go in pairs, one who knows the person and one who does not yet.",
    "The cook, the nurse and I make the visits; the others take over our cleaning duty meanwhile.",
    "We have asked the apprentices what they want to read before we collect anything.",
    "All of it step by step, and told at each meeting.",
)
WHO = (
    "the deputy", "the secretary", "all in turn", "the apprentices", "two of the night shift", "the neighbours' group",
    "the retired members", "everyone", "the early shift", "three volunteers", "the newest members", "the storekeeper",
)  # fmt: skip
REPORTS = (
    "All of it is done. The corner is used more than we thought.",
    "Done, and we will go on with the visits every month.",
    "Everything carried out. What we could not do ourselves is written down at the committee.",
    "Finished two weeks early; the young ones did most of it.",
    "All tasks done. Nobody was refused, one neighbour did not want a visit, which we respect.",
    "Done as planned, except that the room is in the school and not in the hall.",
    "We did it together with the next cell. Both report it.",
    "Everything is done. The list of visits hangs in the office and is kept by the deputy.",
    "Done. The hardest was to find the time, the easiest to find people.",
    "Carried out in full. We learned that two of our old members can bind books.",
    "All done. We ask to be told how other cells heat their rooms.",
    "Done. Four people who were around the cell took part in everything.",
)
REMARKS = (
    "The visits are told about in general only. Please say how many people, and what follows for each of them.",
    "The room is named, but not when it is open. Please add the hours.",
    "Two of the households on your list were not visited, as their neighbours tell us. Please look again.",
    "Thank you for the work. One thing is missing: who sees to it when the deputy is away.",
    "The first clause of work is not finished by your own figures. Take the time you need and report again.",
    "Please write down what the old people asked for; without it nobody can help you.",
)
OBJECTIONS = (
    "Our cell works on the river until the ice comes; nobody is home before then. We ask for two months more.",
    "We have no room that can be heated. We propose to share the reading corner of the mill.",
    "Half of the cell is on loan to the repair of the dam. We ask to be counted with our neighbours.",
    "The old people of our quarter are looked after by the nurses already; a second visit would be a burden to them.",
    "Forty books are more than we have wall for. We propose a box that travels between three cells.",
    "Our shift plan changes every week. We ask that the visits may be made by turns with the next cell.",
)
ANSWERS = (
    "You are right. Take the time until the end of the season and tell us then; begin with the nearest two households.",
    "Sharing a room is as good as having one. Report it together, each with its own part.",
    "We have spoken with those who sent you there: four of you come back next week. Please take the decision up then.",
    "The nurses welcome company and will tell you where. Ask them first, and visit only whom they name.",
    "A travelling box counts. What matters is that people find something to read.",
)
OBSTACLES = (
    "There is no stove, and the room is cold after five.",
    "The key to the room is with the administration, which opens twice a week.",
    "The road to the upper farms is closed.",
    "We are three people short since the transfer.",
    "The electrician comes only every second month.",
    "Two households do not open the door.",
    "Paint and boards are promised but not delivered.",
    "The works telephone is broken, we cannot reach the night shift.",
    "No transport on Sundays.",
    "The dust extractor needs a part that the stores do not have.",
)
GENERAL = {
    "plan": (
        "Make a list and share it out", "Talk with those concerned", "Find people and a day", "Begin with the nearest",
        "See what is there already", "Ask the neighbouring cell", "Look at it together after the shift",
    ),
    "under_way": (
        "We have begun.", "About half is done.", "Going on every week.", "Slow, but going on.", "The first part is finished.",
        "Began later than planned, now going well.", "We found people; the work itself starts on Monday.",
    ),
    "done": (
        "Done.", "Done, and it holds.", "Finished last week.", "All done; the list is with the deputy.", "Done by all together.",
        "Done. It took two evenings.", "Done, with help from the neighbouring cell.",
    ),
}  # fmt: skip
BY_CLAUSE: dict[int, dict[str, tuple[str, ...]]] = {
    2: {
        "plan": (
            "Visit everybody on the upper street", "Draw up the list with the district nurse", "Two visits a week, in pairs",
            "Ask the porter who lives alone", "Visit the retired members of our own shop first", "A second visit where something is needed",
        ),
        "under_way": (
            "Nine of fourteen visited. Two need firewood, one a doctor.", "The list is made: eleven people. Visits began on Sunday.",
            "Six visits so far; everyone was glad of it.", "We found three people nobody had known of.",
            "Half of the street is done, the rest this week.", "Four visited. One asked us to read letters aloud; we do that now on Fridays.",
        ),
        "done": (
            "All seventeen visited. Five need something, and each has somebody who sees to it.",
            "Done: twelve visits, four roofs to mend, one wheelchair found.", "Everyone visited; the list is with the deputy.",
            "All visited. Most asked for company and not for things. We go on every second Sunday.",
            "Eight people visited, two of them twice. Firewood is brought to three.",
            "Done together with the nurses: twenty-three households.", "Everyone visited but one, who is with her daughter until spring.",
        ),
    },
    3: {
        "plan": (
            "Build shelves from the packing cases", "Collect books at the gate", "Ask everyone what they want to read",
            "Arrange a lamp and two chairs", "Agree with the canteen on a corner", "Order the papers",
        ),
        "under_way": (
            "The shelf stands; we are collecting.", "Technical books we have, stories are missing.", "The corner is beside the canteen.",
            "Every member has brought one.", "The library lends us a box a month.", "The lamp is in, the chairs come on Friday.",
        ),
        "done": (
            "Open every evening until nine.", "More than we asked for; the rest went to the school.", "The apprentices keep it.",
            "Used daily. The farming papers are the first to go.", "Open since last week, beside the boiler, the warmest place of all.",
            "Stands in the changing room, with a list of who has borrowed what.",
        ),
    },
    4: {
        "plan": (
            "Measure the noise at every bench", "Replace the lamps over the lathes", "Look at the extraction with the fitters",
            "Ask each shift for the worst place",
        ),
        "under_way": (
            "New lamps at the first benches.", "The worst saw has a hood now.", "The fitters help us on Thursdays.",
            "We began at the grinding shop, where it was worst.", "Ear protection for all, quieter machines next.",
        ),
        "done": (
            "All workplaces on our list are in order.", "Light everywhere, and the dust is gone from the finishing bench.",
            "Done with our own hands; only one motor had to be bought.", "Done. The night shift says it can hear itself talk again.",
        ),
    },
    5: {
        "plan": ("Find a room near the square", "Agree on heating with the works", "Make a roster of evenings"),
        "under_way": (
            "The room in the old school is open three evenings; heating for five is promised.",
            "The room is found, the stove is being set.", "Open four evenings a week so far; we look for one more keeper.",
        ),
        "done": (
            "The room beside the library is heated and open six evenings a week, kept by nine volunteers. A second lamp is missing.",
            "Open Monday to Friday from five to nine in the town hall's cellar; kept by the evening school. Chairs are still short.",
            "Two rooms instead of one, five evenings each. The railway heats one of them. Nothing is missing but newspapers.",
        ),
    },
    6: {
        "plan": (
            "Put it on the agenda of the next meeting", "Ask the three oldest members to speak", "Bring learners and teachers together",
        ),
        "under_way": (
            "Two evenings talked about; the wheelwright will teach.", "We have the list of skills, not yet who learns them.",
            "The meeting is on Thursday.", "The weaver has begun with two girls from the school.",
        ),
        "done": (
            "Agreed: the joiner teaches two apprentices, the midwife writes down what she knows, the beekeeper takes the school class.",
            "Five skills named, four with a learner. For net making nobody has come forward yet.",
            "At the meeting of all shifts: grafting, harness making and bookbinding each have a pupil.",
            "The oldest of us shows how the old looms are set; three learn it on Saturdays.",
            "Agreed that every new member spends one evening a month with an old one. It began last week.",
        ),
    },
}  # fmt: skip
QUESTIONS: tuple[tuple[int, int, str, str], ...] = (
    # (clause, day it was asked, question, answer; an empty answer is still owed)
    (2, 2, "Do we also visit old people who have nothing to do with our cell?", "Yes: everybody in your surroundings, member or not."),
    (3, 3, "Do newspapers count among the forty?", "Yes, each paper that is there regularly counts once."),
    (2, 5, "What if somebody does not want a visit?", "Then do not visit. Leave word where help can be found, and ask again in spring."),
    (3, 8, "We share a canteen with two other cells. One corner or three?", "One is enough for all three, with a hundred books in it."),
    (4, 9, "Who pays for lamps?", "Your works, from its repair fund. Where there is none, tell of it as an obstacle and we see to it."),
    (6, 12, "May the young teach the old as well?", "Gladly. Write it into your account in the same way."),
    (3, 26, "Our reading corner moved with the shift. Does it have to be in one place?", ""),
    (2, 31, "Three people on our list have moved to another quarter. Who visits them now?", ""),
)
