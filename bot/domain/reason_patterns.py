"""Everything in a line of a reason that may vary from row to row, as patterns."""

import re

from bot.domain import reason_words as words

# Texts are in lower case by now. Repeats are bounded or give nothing back, so that a
# line is read in linear time, whatever it holds. What begins with a letter or a digit is
# looked for only where a word begins, and most words are let by at a glance.
_END = r"(?![a-z0-9_])"
_ZH = "\u4e00-\u9fff"
_ZH_NUMERALS = "零〇一二两三四五六七八九十百千万"

_SPACED = r"(?:program files(?: \(x86\))?|documents and settings|common files)"
# Chinese goes on right after a path; only before another place it is part of one.
_PLACE = rf"(?:{_SPACED}|[!#-&+.0-9=@a-z{{}}^_`~-]++|[^\x00-\x7f\s]{{1,64}}+(?=[\\/]))"
_URL = r"[a-z][a-z0-9+.-]{1,15}://[!#-&*-;=?-~]*+"
_DRIVE = rf"[a-z]:[\\/]{{1,4}}+(?:{_PLACE}[\\/]{{0,4}}+)*+"
_SHARE = rf"(?<!\\)\\{{2,4}}+(?:{_PLACE}[\\/]{{0,4}}+)++"
_ROOTED = r"(?<![.~*<&)#-])~?/(?:[a-z0-9_.@%+~$#{}=-]++/?)++"
_QUOTED = r"'[^'\n]{1,400}+'"
_NAMED = (
    rf"(?:{words.NAMED})(?:[:=] ?+[a-z0-9_.@\\-]++|"
    rf" (?!(?:{words.NOT_NAMES}|{words.VERBS}){_END})"
    rf"[a-z][a-z_.-]{{0,40}}+(?=[,;:)] | (?:{words.VERBS}){_END}|\.?$))"
)
_IPV6 = (
    r"(?!:[0-9a-f])(?=[a-f:]{0,40}[0-9])(?:[0-9a-f]{0,4}:){2,8}+[0-9a-f]{0,4}"
    r"(?:%[a-z0-9]++)?(?![a-z0-9])"
)
_DATE = (
    rf"{words.WEEKDAYS}\.?,? (?=[0-9]|{words.MONTHS})|"
    rf"{words.MONTHS}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?(?:,? [0-9]{{4}})?{_END}"
)
_DAY = rf"[0-9]{{1,2}}(?:st|nd|rd|th)?[ -]{words.MONTHS}(?:\.?[ -][0-9]{{2,4}})?{_END}"
_MEASURE = (
    rf"[0-9]++(?:[.,][0-9]++){{0,4}}+ ?(?:%|(?:{words.UNITS}){_END}|{words.UNITS_ZH})"
)
_COUNTED = (
    rf"(?:{words.COUNTED_BY_WORD})"
    rf"(?= [a-z]{{2,20}}s{_END})(?: (?:{words.UNITS}){_END})?|"
    rf"(?:{words.ORDINALS})(?= (?:{words.REPEATED}){_END})"
)
_WORD = r"[a-z0-9_]++(?:[.@+\\-][a-z0-9_]++|[:/](?=[0-9])[0-9a-z_]++)*+"

_ZH_NAMED = (
    rf"(?:{words.NAMED_ZH}):? ?(?=[a-z])(?!(?:{words.NOT_NAMES}|{words.VERBS}){_END})"
    r"[a-z0-9_.@\\-]++(?!=)"
)
_ZH_PERSON = rf"(?<=用户)(?!{words.NOT_NAMES_ZH})[{_ZH}]{{2,4}}?(?={words.VERBS_ZH})"
_ZH_NUMBER = (
    rf"(?<![{_ZH_NUMERALS}])[{_ZH_NUMERALS}]++ ?(?:{words.UNITS_ZH})|"
    rf"(?<=第)[{_ZH_NUMERALS}]++|(?<![{_ZH}])[{_ZH}]{{1,8}}[-_][0-9]++|"
    r"(?:上午|下午|凌晨|晚上|中午) ?(?=[0-9])|(?:星期|周)[一二三四五六日天]"
)

_ASCII = (
    r"(?<![a-z0-9_])(?:(?P<first>^[a-z_.-]{1,40}+(?= is not in the sudoers))|"
    r"(?=[0-9])(?:"
    rf"(?P<number>{_DAY}|{_MEASURE}|{_IPV6})|(?P<figure>{_WORD}))|"
    rf"(?P<named>{_NAMED})|(?P<date>{_DATE}|{_COUNTED})|"
    r"(?=[a-z_+-]{0,63}[.0-9@\\:/])(?:"
    rf"(?P<url>{_URL}|{_IPV6})|(?P<drive>{_DRIVE})|(?P<word>{_WORD}))|"
    rf"(?=[~/\\])(?P<path>{_SHARE}|{_ROOTED})|(?P<quoted>{_QUOTED}))"
)
IN_ASCII = re.compile(_ASCII)
IN_ANY = re.compile(
    rf"(?P<secret>•++)|(?P<zh_named>{_ZH_NAMED})|(?P<zh>{_ZH_PERSON}|{_ZH_NUMBER})|{_ASCII}"
)
