"""Phrases that several rules are made of."""

from __future__ import annotations

_CAPITAL = (
    r"(?:[A-ZÀ-Ý][\w’'&/-]*|[A-Z]\.(?:[A-Z]\.)*|(?:Mr|Mrs|Ms|Dr|Cllr|Cllrs|Clir|Insp|Supt|Sgt|St|Prof)\.)"
)
_JOIN = r"(?:,? (?:of the|for the|and the|of|for|and|&|to the|de|in)|,)?"
_NO_NAME = (
    r"(?!(?:This|That|These|Those|It|There|Which|What|Who|How|Why|When|Where|If|In|On|As|At|For|And|But|So|Then|Also|"
    r"No|Not|Following|After|Before|While|With|To|From|By|All|Any|Some|Each|Once|Since|However|Further|Additionally|"
    r"Of|Or|He|She|They|We|You|I|Its|His|Her|Their|Our|My|Such|Both|Others|Many|Most|Further|Under|"
    r"Regarding|Other|Two|Three|Is|Are|Was|Were|Would|Will|Do|Does|Did)\b)"
)
NAMED = rf"(?:[Tt]he |[Aa]n? |[Oo]ur )?{_NO_NAME}{_CAPITAL}(?:{_JOIN} {_CAPITAL}| \([^()]{{1,50}}\)){{0,14}}"
"""Names, titles and offices: "Councillor A. Reed (Chair)", "the Director of Roads and Housing"."""
BODY = (
    r"(?:(?:[Tt]he |[Tt]his )?(?:[A-Z][\w’'-]+ ){0,5}(?:[Ss]ub-)?(?:[Cc]ommittee|[Pp]anel|[Bb]oard|[Cc]ouncil|"
    r"[Cc]abinet|[Cc]ommission|[Mm]embers(?: of the (?:[A-Z][\w’'-]+ ?)+)?|[Cc]ouncillors|[Mm]eeting|"
    r"[Ee]xecutive|[Gg]overnors|"
    r"[Tt]rustees|[Ff]orum)|[Tt]he (?:CC|PC|SPC|JPC))"
)
"""A body that decides, or those who sit on it."""
GROUP = (
    r"(?:[Tt]he |[Aa]ll |[Ss]ome |[Oo]ur |[Tt]heir )?(?:[\w’'-]+ )?(?:members?|officers?|officials|staff|"
    r"councillors?|committee|council|"
    r"board|panel|meeting|executive|force|police|service|services|residents|clerk|secretary|treasurer|"
    r"chair(?:man|person|woman)?|department|team|contractors?|developers?|government|minister)"
)
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)"
WHO = rf"(?P<who>{NAMED}|{GROUP}|{PRONOUN})"
"""Who says or does something, in the group `who`."""
ADVERB = r"(?:(?:\w+ly|also|then|further|again|in turn|therefore|accordingly|now|all) ){0,2}"
DOES = (
    r"(?:provide|send|supply|circulate|share|report|bring|revert|write|arrange|follow|look|investigate|forward|"
    r"raise|update|get|check|confirm|ensure|feed|liaise|contact|examine|review|request|issue|organi[sz]e|prepare|"
    r"consult|meet|make|take|carry|complete|deliver|implement|introduce|establish|set|develop|publish|install|"
    r"erect|repair|replace|commence|begin|start|continue|work|launch|open|appoint|recruit|fill|hold|convene|visit|"
    r"inspect|monitor|consider|submit|present|include|invite|ask|seek|pursue|chase|discuss|attend|draft|produce|"
    r"create|build|improve|increase|reduce|extend|expand|roll|fund|allocate|engage|support|train|integrate|"
    r"prioriti[sz]e|address|tackle|speak|email|e-mail|ring|phone|call|obtain|order|purchase|buy|find|place|put|"
    r"remove|clean|clear|tidy|paint|cut|move|advise|inform|notify|return|come|give|add|amend|finali[sz]e|conduct|"
    r"undertake|explore|identify|map|evaluate|assess|pass|speak|advertise|post|act|apply|draw|explain|keep|lead|"
    r"host|co-ordinate|coordinate|collate|distribute|display|fix|resolve|sign|upgrade|plant|procure|tender|design|"
    r"survey|resurface|expedite|escalate|re-?visit|try|respond|reply|let|help|pay|audit|process|promote|"
    r"refer|attend|convey|fulfil|spray|transfer|assist|rectify|approach|join|collect|sort|log|trim|mow|"
    r"repaint|renew|nominate|represent|relay|seek|operate|re-?commence|stop|lodge|scope|instal|carry|liase|meet|draft|"
    r"come back|go back|donate|publicise|lobby|canvass|maintain|convey|supply|verify|scan|photograph|measure|dig|"
    r"weed|mend|sweep|paint|water|feed|compile|copy|enclose|tell|collaborate|join up|step up|offer|agree to)"
)
"""What somebody sets about, rather than is or has."""
_STATES = (
    r"(?:requir|need|expect|interest|welcom|appreciat|delight|concern|affect|bas|locat|situat|entitl|deem|oblig|oppos|"
    r"pleas|satisfi|suppos|allow|limit|involv|restrict|subject|advantag|thank|disappoint|surpris|assum|believ|"
    r"intend|relat|term|call|nam|appli|devastat|worri|tempt|inclin|charg|prefer|hop|fac|compar|regard|view|seen|"
    r"reliev|excit|embarrass|qualifi|impact|suit|permitt|disturb|anticipat|guid|justifi|mistak|reflect|warrant|"
    r"represent|record|treat|honour|privileg|determin|reward|valu|supported by|outdat|rush|tir|us)ed\b"
)
"""Participles that tell how something is, or how somebody feels."""
DONE = (
    r"(?:provided|sent|supplied|circulated|shared|reported|brought|arranged|investigated|forwarded|raised|updated|"
    r"checked|confirmed|examined|reviewed|requested|issued|organi[sz]ed|prepared|consulted|made|taken|"
    r"carried out|completed|delivered|implemented|introduced|established|set up|developed|published|installed|"
    r"erected|repaired|replaced|commenced|begun|started|launched|opened|appointed|recruited|filled|held|convened|"
    r"inspected|monitored|considered|submitted|presented|included|invited|sought|pursued|drafted|"
    r"produced|created|built|improved|increased|reduced|extended|expanded|rolled out|allocated|addressed|obtained|"
    r"ordered|purchased|placed|put|removed|cleaned|cleared|painted|cut|moved|advised|informed|notified|returned|"
    r"given|added|amended|finali[sz]ed|conducted|undertaken|explored|identified|assessed|passed on|advertised|"
    r"posted|followed up|looked (?:at|into)|upgraded|planted|tendered|designed|surveyed|resurfaced|written|"
    r"communicated|conveyed|referred|distributed|dealt with|fixed|resolved|laid|signed|erected|re-?visited|"
    r"rectified|approached|re-?commenced|lodged|transferred|renewed|collected|sprayed|"
    r"nominated|emailed|chased|advertised|written to|spoken to|brought back|taken up|taken forward|dug|held over|"
    r"sold|bought|kept (?:informed|updated|open|under)|met|sought|drawn (?:up|down)|brought|spent|paid|cast|"
    rf"(?!{_STATES})[a-z]{{3,}}ed)"
)
UNREAL = (
    r"(?i:^(?:(?!\b(?:will|would)\b).)*\bwhether\b|(?<!determine )(?<!see )(?<!check )(?<!establish "
    r")(?<!ascertain )\bif\b|"
    r"\b(?:unless|should (?:the|a|an|any|he|she|they|it)|were to|would (?:like|love|prefer|"
    r"have|need|welcome|appreciate|be "
    r"(?:grateful|happy|glad|helpful|welcome|nice|better|good|useful|beneficial|important|great))|hoped?|"
    r"hopefully|might|could)\b|\?|^\W*(?:why|who|how)\b|\b(?:ask\w*|wonder\w*|quer\w+|enquir\w+|of|to|as "
    r"to) (?:why|who|how)\b)|\bmay\b"
)
"""What makes a statement conditional, a wish or a question."""
