"""Definitions, checks, cases, duties and messages of any licensing office."""
