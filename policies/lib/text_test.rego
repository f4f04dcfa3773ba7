package interlock.lib.text_test

import data.interlock.lib.text

test_quoted if {
	text.quoted("blocking") == "`blocking`"
	text.quoted(4) == "`4`"
	text.quoted(["email", "social"]) == "`[email, social]`"
	text.quoted([]) == "`[]`"
	text.quoted([1, "a"]) == "`[1,\"a\"]`"
	text.quoted({"a": 1}) == "`{\"a\":1}`"
	text.quoted(null) == "`null`"
}

test_long_values_are_shortened if {
	quoted := text.quoted("0123456789012345678901234567890123456789012345678901234567890123456789")
	quoted == "`012345678901234567890123456789012345678901234567890123456...`"
}

test_lists if {
	text.names([]) == "none"
	text.names(["de"]) == "de"
	text.names(["de", "fr"]) == "de and fr"
	text.names(["de", "fr", "jp"]) == "de, fr and jp"
	text.names(["a", "b", "c", "d", "e"]) == "a, b, c, d and e"
	text.names(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more"
	text.list(["email", 3]) == "`email` and `3`"
}

test_given if {
	text.given("by March")
	not text.given("  ")
	not text.given("")
	not text.given(3)
	not text.given(null)
}

test_same if {
	text.same("Cost per lead", " cost per Lead")
	not text.same("Cost per lead", "Cost per order")
	not text.same(1, 1)
}
