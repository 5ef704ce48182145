"""Requests to bodies outside the office, who answer once by a link and a code. No step, and no clock stands still."""
