"""Who may do what: the models whose rights make up a role. Every page of the desk asks for rights, never for roles."""

ROLES: dict[str, tuple[str, ...]] = {
    "redaktion": ("article",),
    "moderation": ("listing", "fieldofworkdecision", "double", "employer", "rejecteditem", "searchsynonym", "pendingedit",
                   "employerclaim", "employerchange", "feedproposal", "reasontemplate", "reportcase"),
    "betrieb": ("source", "sourcewithlosses", "importrun", "rejecteditem", "rawdocument", "alarm", "announcement", "scheduledjob",
                "place", "placealias"),
}  # fmt: skip
