package interlock.lib.creator_test

import data.interlock.lib.creator

test_money_and_products_are_a_reward if {
	creator.rewarded({"spec": {"compensation": "paid"}})
	creator.rewarded({"spec": {"compensation": "products"}})
}

test_a_favour_is_none if not creator.rewarded({"spec": {"compensation": "none"}})
