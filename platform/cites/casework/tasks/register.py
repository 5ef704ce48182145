"""The files that officials take from the register of permits."""

from cites.casework.register import making
from cites.casework.register.files import remove_old_files, unmade_files
from tenants.tasks import party_task


@party_task(name="casework.make_register_file")
def make_register_file(file_pk: int) -> None:
    """Make one file; run again it finds it made, or begins anew where a worker was killed."""
    making.make_register_file(file_pk)


@party_task(name="casework.keep_register_files")
def keep_register_files() -> int:
    """Ask anew for every file that nobody makes, and return for how many; remove those that are over."""
    remove_old_files()
    waiting = list(unmade_files().values_list("pk", flat=True))
    for key in waiting:
        make_register_file.delay(key)
    return len(waiting)
