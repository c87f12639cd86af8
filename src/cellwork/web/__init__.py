"""Web: how the house speaks to people in a browser.

    access       every view says who may come in; a view that says nothing is a bug, and nobody comes in
    middleware   headers that keep strangers' code out; refusals as pages, parts of pages and JSON; access
    refusing     how a refusal, an error page and a missing page are shown
    templating   the Jinja2 environment: filters for numbers, dates and Markdown; what every page is told
    templates/   base layouts; `ui/` holds the components as macros; `/patterns/` shows all of them in every state
    static/web/  one stylesheet, one small script; every form works without the script

Nothing here knows cells or decisions: upper packages fill the three lists `access.gates`, `templating.page_context` and
`templating.navigation`.
"""
