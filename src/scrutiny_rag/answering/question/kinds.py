"""What kind of answer a question asks for: one of the design's kinds, by the first rule that matches."""

from __future__ import annotations

from enum import StrEnum

from scrutiny_rag.answering.question.acts import SAYS_IT_WILL
from scrutiny_rag.answering.question.time import TWO_TIMES
from scrutiny_rag.english.rule import Rule, rule


class Kind(StrEnum):
    """The kinds of answer, each with a shape of its own."""

    VALUE = "value"
    OUTCOME = "outcome"
    REASON = "reason"
    STATEMENT = "statement"
    UNDERTAKING = "undertaking"
    LIST = "list"
    OVERVIEW = "overview"
    COMPARISON = "comparison"
    PERSON = "person"
    COLLECTION = "collection"
    OTHER = "other"


_PAPERS = r"(?:papers?|documents?|files?|minutes|transcripts?|reports?|meetings?)"

RULES: tuple[tuple[Kind, Rule], ...] = (
    (
        Kind.OTHER,
        rule(
            "small-talk",
            r"^\W*(?:(?:ok(?:ay)?|great|lovely|perfect|brilliant|no|that's all|many)\W+)*(?:thanks?|"
            r"thank you|ta|cheers|"
            r"hi|hello|hey|hiya|good (?:morning|afternoon|evening)|bye|goodbye|ok(?:ay)?|great|never ?mind|test)\b"
            r"(?:\W+(?:there|you|all|so much|very much|a lot|that'?s?|is|was|very|really|useful|helpful|great|"
            r"for (?:that|the help|your help)|again|everyone|bye))*\W*$",
            (
                "thanks",
                "hi there",
                "ok thanks thats useful",
                "thank you very much",
                "Good morning!",
                "never mind",
            ),
            (
                "thanks, how many cameras were out of date?",
                "hi, who chairs the panel",
                "what did they thank him for",
            ),
        ),
    ),
    (
        Kind.OTHER,
        rule(
            "not-about-papers",
            r"^\W*(?:please )?(?:(?:can|could|will) you (?:please )?)?(?:(?:write|make|tell|sing|"
            r"compose) (?:me |us )?(?:a |an )?"
            r"(?:poem|joke|song|story|limerick|haiku|speech)\b|(?:are|r) (?:you|u) \w+(?: \w+)?\W*$|"
            r"who (?:are|made) you\b|"
            r"what(?:'s| is) (?:your name\b|the weather\b|the time\W*$)|what can you do\b|how are you\b|help\W*$)",
            (
                "write me a poem about the police",
                "are you chatgpt?",
                "how are you",
                "who made you",
                "tell me a joke",
            ),
            ("write down what was agreed", "who are the members", "what is the time limit for appeals"),
        ),
    ),
    (
        Kind.COLLECTION,
        rule(
            "papers-held",
            rf"^\W*(?:which|what|how many|list|show me)(?: all)?(?: the| your)? (?:\w+ )?{_PAPERS}"
            r"(?: (?:do|have|are|did) (?:you|we|there|i)(?: (?:have|got|hold|here|cover|in here|read|loaded|indexed))*"
            r"| (?:are|is)? ?(?:in here|here|covered|loaded|indexed|available|held))?\W*$",
            (
                "which papers do you have",
                "how many documents?",
                "what meetings are covered",
                "list the papers",
                "how many minutes do you have",
            ),
            (
                "which reports did the panel ask for",
                "how many meetings did the working group hold",
                "what papers were late for the March meeting",
            ),
        ),
    ),
    (
        Kind.COLLECTION,
        rule(
            "dates-held",
            rf"^\W*(?:what|which) (?:dates?|years?|period|committees?|councils?|bodies) (?:do|are|does|is)"
            rf"(?: (?:the|these|your|all))?(?: {_PAPERS}| you| this| we)? ?(?:cover(?:ed)?|from|have|"
            rf"here|in here|held|go back to)?"
            r"(?: in here)?\W*$",
            (
                "what dates do the papers cover",
                "which committees are covered",
                "what period do these minutes cover",
            ),
            ("what date is the next meeting", "which committees are to be merged"),
        ),
    ),
    (
        Kind.COMPARISON,
        rule(
            "side-by-side",
            r"\b(?:compar(?:e|es|ed|ing|ison)|versus|vs\.?|differ(?:s|ed|ent|ences?)? (?:from|to|between)|"
            r"both \w+ and \w+|(?:more|less|better|worse|higher|lower|fewer|"
            r"longer) (?:\w+ ){0,4}(?:in|at|for|by|under) "
            r"(?:\w+ ){1,3}(?:than|or)\b)",
            (
                "How does Thorne differ from Saltmarsh on wardens?",
                "Thorne vs Saltmarsh on litter",
                "compare the two strategies",
            ),
            ("did the panel differ", "what is the difference fund"),
        ),
    ),
    (
        Kind.COMPARISON,
        rule(
            "over-time",
            r"\b(?:got|getting|become|became|gone) (?:any )?(?:better|worse|up|down)\b|\b(?:changed?|"
            r"improved?|risen|fallen|"
            r"progress(?:ed)?) (?:\w+ ){0,3}since\b|\bover (?:time|the years)\b|\bstill the (?:case|same)\b",
            (
                "has it got any better since 2016",
                "how has crime changed over time",
                "have waits improved since May",
            ),
            ("better lighting was asked for", "since when is he the chair"),
        ),
    ),
    (Kind.COMPARISON, TWO_TIMES),
    (
        Kind.OVERVIEW,
        rule(
            "asks-for-a-summary",
            r"\b(?:summar(?:y|ise|ize|ies)|sum up|overview|main (?:points|issues|messages)|"
            r"key (?:points|messages|findings|issues)|"
            r"highlights|gist|run ?down|brief (?:me|us)|briefing|in (?:short|brief|a nutshell)|all about|"
            r"what (?:should|do|must|would) (?:i|we|members) (?:need to )?(?:know|ask|look out)|catch me up|"
            r"what (?:was|were|got|is|has been) (?:discussed|covered|said) (?:at|in|on|about)|"
            r"what happened (?:at|in)\b|"
            r"tell me (?:all )?about)",
            (
                "summarise the annual report",
                "main points on libraries",
                "What should I know about the merger?",
                "what was discussed at the March meeting",
            ),
            ("did they brief the press", "who wrote the plan", "what happened to the amendment"),
        ),
    ),
    (
        Kind.OVERVIEW,
        rule(
            "asks-how-it-stands",
            r"\bwhere (?:(?:are|have) (?:we|they|things|you|the council) (?:got |up )?(?:to|at|with|on)|"
            r"do (?:we|they|things) stand)\b|"
            r"\bwhat(?:'?s| is| has been) (?:going on|happening|new|the (?:latest|state of play|position|situation))\b|"
            r"\bwhat (?:came|became|has become) of\b|[,:;–-]\s*what(?:'?s| has)? happened\W*$|"
            r"\b(?:any|latest|an) (?:news|update|progress)s? (?:on|with|about)\b|^\W*(?:latest|update) on\b|"
            r"\bhow(?:'?s| is| are| was| were) (?:the )?(?:\w+ ){1,4}"
            r"(?:doing|going|getting on|coming along|progressing)\b",
            (
                "where have we got to with the harbour flats",
                "what's going on with the market",
                "any news on the swimming pool?",
                "harbour toilets, what happened?",
                "hows saltmarsh doing on adoption",
            ),
            (
                "where are the bins",
                "what happened to the amendment",
                "how is the fee worked out",
                "where do they get the money",
            ),
        ),
    ),
    (
        Kind.PERSON,
        rule(
            "who-is",
            r"^\W*who(?:'?s| is| was| are) (?!(?:the|a|an|in|on|at|to|going|responsible|it|that|this|"
            r"there|paying|doing|being|"
            r"leading|running|chairing|still|next|now)\b)[a-z'’.-]+(?: [a-z'’.-]+){0,3}\W*$"
            r"|^\W*[a-z'’.-]+(?: [a-z'’.-]+){1,3}\W+who(?:'?s| is| was) (?:he|she|that|this|they)\W*$",
            (
                "who is ruth carr",
                "Who's Superintendent Ruth Carr?",
                "who was Tom Ashe",
                "ruth carr - who is she?",
            ),
            ("who is the borough commander", "who is responsible for lighting", "who is paying for it"),
        ),
    ),
    (
        Kind.LIST,
        rule(
            "asks-for-all",
            r"^\W*(?:please |can you )?list\b(?! of)|\blist (?:all|every|them|out)\b|\b(?:what|"
            r"which) (?:are|were) (?:all )?the (?:\w+ ){0,3}\w+s\b"
            r"|\b(?:all|every(?:one|thing)?|each) (?:of )?(?:the )?\w+",
            (
                "list all promises",
                "what were the actions",
                "what are all the recommendations",
                "name every charity",
            ),
            ("was it on the waiting list of the clinic", "what was the fee"),
        ),
    ),
    (
        Kind.LIST,
        rule(
            "asks-for-several",
            r"^\W*(?:and )?(?:what|which) (?:\w+ ){0,2}(?:concerns|issues|questions|problems|actions|"
            r"recommendations|promises|"
            r"commitments|priorities|figures|points|things|charities|members|boroughs|schools|groups|areas|reasons|"
            r"motions|proposals|decisions|objections|risks|projects|measures|changes|steps|organisations|bodies)\b"
            r"|\bwhat(?:'?s| is| are| was| were) (?:wrong with|being done)\b|\bwho (?:all )?(?:spoke|"
            r"attended|was there|"
            r"was present|voted)\b",
            (
                "which concerns did members raise",
                "what issues came up on parking",
                "who voted against it",
                "whats wrong with the lifts",
            ),
            ("which road is to be closed", "what is the main concern"),
        ),
    ),
    (
        Kind.REASON,
        rule(
            "why",
            r"\bwhy\b|\bhow come\b|\bwhat (?:is|was|are|were)(?: the)? reasons?\b|\bfor what reason\b|"
            r"\bwhat(?:'s| is) (?:the point|behind)\b",
            ("why was it refused", "what is the reason for the delay", "how come there is no bus"),
            ("how many came", "what is a motion"),
        ),
    ),
    (
        Kind.VALUE,
        rule(
            "asks-for-a-time-place-or-sum",
            r"^\W*(?:and )?(?:when (?:do|does|can|will|is|are)\b|where (?:do|does|did|can|will|is|are|was|were)\b|"
            r"how much\b|how many\b(?!.*\bvot))",
            ("when do residents get to vote", "how many homes were approved", "where was the budget passed"),
            ("when was it agreed", "how many voted against", "how is it decided"),
        ),
    ),
    (
        Kind.UNDERTAKING,
        rule(
            "promised",
            r"\b(?:promis\w*|under(?:take|took|taking|takings)|commit(?:ted|ment|ments)?|pledg\w*|assur\w+|outstanding|"
            r"overdue|action(?:s|ed)?\b(?! plan)|follow(?:ed)? up|report(?:ed)? back|come back to|due (?:back|by))\b"
            r"|\bwho(?:'?s| is| was)? (?:to|going to|meant to|supposed to|responsible for)\b|\bwho will\b"
            rf"|{SAYS_IT_WILL}"
            r"|\bwhat (?:will|would) (?:they|he|she|the \w+) (?:\w+ )?(?:do|show|bring|provide|send|give)\b",
            (
                "what did he promise",
                "what is outstanding from March",
                "who is to write to the minister",
                "what will they show us next time",
                "what did bethan say shed get",
                "what did he offer to show them",
            ),
            ("who wrote the report", "what is the climate action plan"),
        ),
    ),
    (
        Kind.OUTCOME,
        rule(
            "decided",
            r"\b(?:agree(?:d|ment)?|decid(?:e|ed)|decisions?|approv(?:e|ed|al)|resol(?:ve|ved|ution)|outcome|accept(?:ed)?|reject(?:ed)?|"
            r"refus(?:e|ed|al)|carried|adopted|turned down|thrown out|passed|defeated|votes?|voted|"
            r"voting|recommend(?:ed|ation)?|"
            r"sign(?:ed)? off|go(?:ne|ing)? ahead|granted|end(?:ed)? up)\b|\bwhat happened (?:to|with|about)\b",
            (
                "was it agreed",
                "what was the final vote",
                "What happened to the amendment for cameras?",
                "did the walk-up window get approved",
            ),
            ("how many officers are there", "why are buses late"),
        ),
    ),
    (
        Kind.VALUE,
        rule(
            "value",
            r"\b(?:how (?:many|much|long|old|often|far|big|high|large|soon)|when|what (?:date|day|"
            r"time|year|share|percentage|number|sum|"
            r"amount|proportion|age|price|fee|cost|budget)|where|who|whose|whom|total|fine|turnout|salary|price|cost|budget|figures?)\b",
            (
                "how many cameras",
                "when is the next meeting",
                "who chairs the panel",
                "whats the cost of a bin",
            ),
            ("did they mention lighting", "is parking banned"),
        ),
    ),
)


def kind_of(question: str) -> tuple[Kind, str]:
    """The kind of answer that `question`, one line, asks for, and the name of the rule that says so."""
    for kind, each in RULES:
        if each.search(question):
            return kind, each.name
    return Kind.STATEMENT, "statement"
