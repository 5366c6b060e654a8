"""Configuration of Sphinx."""

import warnings

warnings.filterwarnings("ignore", category=RuntimeWarning, message=".*debug build.*")

import chuan  # noqa: E402

project = "Chuan"
author = "The Chuan developers"
version = release = chuan.__version__
extensions = ["sphinx.ext.autodoc", "numpydoc"]
templates_path: list[str] = []
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
html_title = "Chuan"
html_show_sourcelink = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
nitpicky = False
