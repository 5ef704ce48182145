"""Making the document of an issued permit, away from the transaction that numbered it."""

from cites.permits.documents.publishing import publish_permit
from cites.permits.queries.permits import unpublished_permits
from tenants.tasks import party_task


@party_task(name="permits.render_and_publish")
def render_and_publish(permit_id: int) -> None:
    """Render and publish one permit; run again it finds what is done and does the rest."""
    publish_permit(permit_id=permit_id)


@party_task(name="permits.publish_the_rest")
def publish_the_rest() -> int:
    """Publish every permit that was issued and never published, e.g. after a broken night."""
    waiting = list(unpublished_permits().values_list("pk", flat=True))
    for permit_id in waiting:
        publish_permit(permit_id=permit_id)
    return len(waiting)
