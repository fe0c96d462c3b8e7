"""The page shell: what the theme puts around a page's content, rendered once for all pages of a sort and filled for each.

Nothing here needs MkDocs: shells are plain data, made by `hongke.sampling` from the theme's own templates.
"""
