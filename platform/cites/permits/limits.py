"""How often one address may verify permits, and ask whether one is needed."""

from tenants.brakes import Brake

MOST_A_MINUTE, MOST_WRONG_A_MINUTE = 30, 10
VERIFYING = Brake("verify", most=MOST_A_MINUTE, most_wrong=MOST_WRONG_A_MINUTE)
is_too_fast, count_wrong = VERIFYING.is_too_fast, VERIFYING.count_wrong
ASKING = Brake("need", most=120, most_wrong=120)
