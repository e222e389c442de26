"""Takes out of the upstream files what is not ours to serve, and what only stands where they were built.

The GDS Transport typeface is licensed for service.gov.uk alone, and the crest and crown are the government's own;
their absolute `/assets/` addresses and source-map comments point to files that are not here.
"""

import re

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
CREST = re.compile(r"url\([^)]*(?:crest|crown)[^)]*\)")
SOURCE_MAP = re.compile(
    r"/\*[#@]\s*sourceMappingURL=[^*]*\*/|^//[#@]\s*sourceMappingURL=.*$|(?<=;)//[#@].*$", re.MULTILINE
)
CHARSET = re.compile(r'@charset\s+"[^"]*";')


def style_sheet(text: str) -> str:
    """Return an upstream style sheet without licensed font, crest, absolute addresses and source map.

    >>> style_sheet('@font-face{src:url(/assets/fonts/a.woff)}a{font-family:GDS Transport}/*# sourceMappingURL=x */')
    'a{font-family:"Helvetica Neue"}'
    >>> style_sheet('b{background:url(/assets/images/tick.svg),url(/assets/images/govuk-crest.svg)}')
    'b{background:url(images/tick.svg),none}'
    """
    for unwanted in (FONT_FACE, SOURCE_MAP, CHARSET):
        text = unwanted.sub("", text)
    text = CREST.sub("none", text)
    return text.replace("GDS Transport", '"Helvetica Neue"').replace("url(/assets/", "url(").strip()


def script(text: str) -> str:
    """Return an upstream script without its source-map comment.

    >>> script('let a=1;//# sourceMappingURL=a.js.map')
    'let a=1;'
    """
    return SOURCE_MAP.sub("", text).strip()


def is_ours_to_serve(name: str) -> bool:
    """Tell whether an upstream image may be served: no crest, crown, logotype, nor another body's icon.

    >>> [name for name in ("icon-search-black.svg", "govuk-crest.svg", "favicon.ico") if is_ours_to_serve(name)]
    ['icon-search-black.svg']
    """
    return name.startswith("icon-")
