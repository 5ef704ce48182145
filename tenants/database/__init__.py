"""Our database backend: each Party's work runs on a connection that logged in as that Party."""
