"""The site's pages as Markdown files that another renderer builds, without our plugin and our scripts."""
