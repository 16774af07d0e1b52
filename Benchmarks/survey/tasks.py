"""What is timed: the tasks, their files, what the peers do, the goals."""

from dataclasses import dataclass, field


@dataclass
class Task:
    name: str
    title: str
    kind: str                    # of made_up_data.py
    rows: int
    check_rows: int
    check_replicates: int = 0    # bootstrap columns in the file of the check
    draws: bool = False          # each program draws its own replicates
    r_part: str = ""             # the argument PART of peer_r.R when timed
    r_part_check: str = ""       # and when numbers are compared
    notes: list = field(default_factory=list)
    seconds: float = 0           # goals for Manyi: elapsed,
    megabytes: float = 0         # peak memory,
    beside_svy: float = 0        # and how many times less processor time


TASKS = [
    Task("banner",
         "100 questions by 33 banner columns (6 variables), letters and tests",
         "banner", 10_000, 2_000, r_part="5", r_part_check="5",
         seconds=1, megabytes=150, notes=[
             "R: subset, 5 of 100 questions",
             "svy and R: shares, standard errors and tests; they have no"
             " letters"]),
    Task("league", "10 means with standard errors in 200 domains",
         "league", 1_000_000, 20_000, r_part="1", r_part_check="2",
         seconds=3, megabytes=500, beside_svy=25, notes=[
             "R: subset, 1 of 10 questions"]),
    Task("crosstab", "table of 20 by 5 with the Rao-Scott test",
         "league", 1_000_000, 20_000, beside_svy=50, notes=[
             "R: the test only, without standard errors of the shares"]),
    Task("bootstrap",
         "200 Rao-Wu replicates: 10 means and 3 quantiles in 10 domains",
         "model", 100_000, 4_000, check_replicates=50, draws=True,
         seconds=4, megabytes=500),
    Task("regression",
         "200 replicates of a linear and a logistic model, 17 parameters each",
         "model", 100_000, 4_000, check_replicates=50, draws=True,
         seconds=15, beside_svy=10),
    Task("calibration",
         "raking three margins, bounded calibration, 10 means of each",
         "model", 100_000, 4_000, seconds=1.5, notes=[
             "svy: linear calibration without bounds, it has no bounded one"]),
]

# Where the peers differ on purpose, and what is done about it.
CONVENTIONS = [
    "Rao-Scott: svy counts only clusters with answers to both questions, R"
    " counts all; the files have answers in every cluster, so both agree.",
    "Bootstrap variance: svy divides by R, R and Manyi by R - 1 when they"
    " draw; in the check they are told 1/R. All take deviations from the"
    " replicates' mean.",
    "Logistic fits: R stops at 1e-8 by default, which moves standard errors"
    " by 3e-5; all programs are told 1e-12.",
    "Means: each question uses every row that answers it; R drops rows that"
    " miss any question of one call, so it is called once for each.",
    "Quantiles: the smallest value with a weighted share of at least p"
    " (R: 'math', svy: 'higher'); standard errors from the quantiles of the"
    " replicates, which Manyi does when asked (it has Woodruff's otherwise).",
]
