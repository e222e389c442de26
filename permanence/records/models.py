"""Where Django looks for the tables: one file a noun, gathered here."""

from permanence.records.accounts import User
from permanence.records.acts import DoneAct
from permanence.records.admissions import Admission
from permanence.records.audit import AuditHead, AuditRow
from permanence.records.authorities import Authority, DemoClock, Inbox, InboxMember, Team
from permanence.records.children import Allocation, CarePeriod, Child, LegalStatus, Placement, Review
from permanence.records.comments import SectionComment
from permanence.records.definitions import Candidate, ProcessVersion
from permanence.records.documents import StoredFile
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.notices import Notice, OutboxMail
from permanence.records.parked import ParkedText
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.people import Leave, Membership, Person, PersonName, Relationship, RoleHeld, Worker
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, StepViewed, Workstep

__all__ = [
    "Admission",
    "Allocation",
    "AuditHead",
    "AuditRow",
    "Authority",
    "Candidate",
    "CarePeriod",
    "Child",
    "DemoClock",
    "DoneAct",
    "Draft",
    "Due",
    "Inbox",
    "InboxMember",
    "Leave",
    "LegalStatus",
    "Membership",
    "NextAction",
    "Notice",
    "OutboxMail",
    "ParkedText",
    "Pathway",
    "PathwayEnding",
    "Person",
    "PersonName",
    "Placement",
    "ProcessVersion",
    "Relationship",
    "Request",
    "Review",
    "Revision",
    "RoleHeld",
    "SectionAnswers",
    "SectionComment",
    "StepEvent",
    "StepViewed",
    "StoredFile",
    "Team",
    "User",
    "Worker",
    "Workstep",
]
