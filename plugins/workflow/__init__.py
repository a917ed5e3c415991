"""Workflow: what the tasks in ``tasks.py`` do. Plain Python; it is no Pelican plugin itself."""
