"""What officials take from the register of permits and keep of it: lines as sheets, bundles of documents, views."""
