"""What the stage, step or branch at a dotted key of a workflow is called, in the page's language."""

from workflows.definition import Branch, Move, Station, Workflow
from workflows.drawing.words import label_of, label_of_move


def name_of(workflow: Workflow, key: str) -> str:
    """Return what stands at ``key`` by its name; where nothing does, the last step of the key."""
    thing: object = workflow
    for step in key.split("."):
        thing = thing.get(step) if isinstance(thing, dict) else getattr(thing, step, None)
    last = key.rpartition(".")[2]
    if isinstance(thing, Move):
        return label_of_move(last, thing)
    return label_of(thing, last) if isinstance(thing, Station | Branch) else last
