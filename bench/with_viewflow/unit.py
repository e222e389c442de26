"""The seven acts of a plan on django-viewflow."""

from collections.abc import Iterator, Mapping

from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now
from viewflow.workflow.models import Process, Task

from bench.turns import Act
from bench.with_viewflow.acting import Doing
from bench.with_viewflow.flows import Authorisation, Plan
from bench.with_viewflow.models import AuditHead, NextAction, Revision

CHILDREN = 10


class Plans:
    """Two workers, and the plan that each child has in the inbox."""

    def __init__(self, *, answers: Mapping[str, str], whole: bool) -> None:
        self.answers, self.doing = dict(answers), Doing(whole=whole)
        AuditHead.objects.get_or_create(id=1)
        may = Permission.objects.get(codename="can_work_process")
        for name in ("dee", "joan"):
            user, _ = User.objects.get_or_create(username=name)
            user.user_permissions.add(may)
        self.waiting = [Plan.start.run().pk for _ in range(CHILDREN)]

    def unit(self) -> Iterator[Act]:
        """Yield the seven acts on the next child's plan; tasks and users are loaded between them, as a page does."""
        plan = self.waiting.pop(0)
        dee, joan = _user("dee"), _user("joan")
        yield lambda: self.pick_up(_task(plan), dee)
        yield lambda: self.start(_task(plan), dee)
        yield lambda: self.save(_task(plan), dee)
        sent: list[int] = []
        yield lambda: sent.append(self.send(_task(plan), dee, joan))
        yield lambda: self.complete(_task(sent[0]), joan)
        yield lambda: self.add(_task(plan), dee)
        yield lambda: self.waiting.append(self.finish(_task(plan), dee))

    def pick_up(self, task: Task, user: User) -> None:
        """Take a plan out of the inbox."""
        with self.doing.act("pick_up", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.assign.has_perm(user))
            activation.assign(user)

    def start(self, task: Task, user: User) -> None:
        """Start it."""
        with self.doing.act("start", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.start.has_perm(user))
            activation.start(None)
            activation.task.save()

    def save(self, task: Task, user: User) -> None:
        """Save the answers, and keep them as a revision."""
        with self.doing.act("save", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.execute.has_perm(user))
            process = activation.process
            process.data = {**process.data, **self.answers}
            process.save(update_fields=["data"])
            if self.doing.whole:
                kept = {"answers": self.answers, "saved_at": now(), "saved_by": user}
                Revision.objects.create(
                    process=process, number=Revision.objects.filter(process=process).count(), **kept
                )

    def send(self, task: Task, user: User, manager: User) -> int:
        """Send its authorisation to the manager; return the request's process."""
        with self.doing.act("send", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.execute.has_perm(user))
            return int(Authorisation.start.run(plan=activation.process, manager=manager).pk)

    def complete(self, task: Task, user: User) -> None:
        """Authorise it."""
        with self.doing.act("complete", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.start.has_perm(user))
            activation.start(None)
            activation.execute()

    def add(self, task: Task, user: User) -> None:
        """Add the next plan."""
        with self.doing.act("add", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.execute.has_perm(user))
            NextAction.objects.create(process=activation.process, key="plan", added_at=now(), added_by=user)

    def finish(self, task: Task, user: User) -> int:
        """Finish it, where it was authorised, and pass the next plan into the inbox; return its process."""
        with self.doing.act("finish", user=user, process_id=task.process_id), task.activation() as activation:
            _refuse_unless(activation.execute.has_perm(user))
            plans = ContentType.objects.get_for_model(Process)
            asked = Process.objects.filter(artifact_content_type=plans, artifact_object_id=task.process_id)
            _refuse_unless([each.status for each in asked] == ["DONE"])
            following = NextAction.objects.get(process=activation.process, created=None)
            activation.execute()
            following.created = Plan.start.run(came_from=task.process_id)
            following.save(update_fields=["created"])
            return int(following.created.pk)


def _user(name: str) -> User:
    """Return a worker who has signed in: what they may do is known, as it is of our actors."""
    user = User.objects.get(username=name)
    user.get_all_permissions()
    return user


def _task(process: int) -> Task:
    """Return the open task of a process, as a page names it."""
    return Task.objects.get(process=process, flow_task_type="HUMAN")


def _refuse_unless(allowed: object) -> None:
    if not allowed:
        raise PermissionDenied
