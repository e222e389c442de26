"""Bundles the design systems and our own styles and scripts into permanence/static/build."""
