"""The pages people use: server-rendered, Thai first, on the engine's nouns.

app            the application: one list of page families, guards before, headers after
routing        `Pages`: a blueprint whose every view says for whom it is
audience       the kinds of people, and who is which
session csrf   who is looking (a cookie), and that a change was asked by our own page
language dates names   t("ไทย", "English"); Buddhist-era dates; a row's name in the language
rendering flashes assets navigation errors headers   what every page shares
pages/         one module per page family; templates/<area>/ its pages, `_x.html` fragments
front/         scripts and styles, bundled by esbuild into static/ (scripts/front)
"""
