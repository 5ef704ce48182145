"""Fees, invoices, payments and the ledger of any licensing office."""
