"""What the console shows: the register, the facts that the operator worker gathered, the jobs and the shared trail."""
