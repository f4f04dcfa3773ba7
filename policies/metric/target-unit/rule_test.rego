package interlock.rules.metric["target-unit_test"]

import data.interlock.rules.metric["target-unit"] as rule

found(target, unit) := report if {
	report := rule.report with input as {"region": "emea", "object": {"spec": {"metrics": [{"name": "m", "target": target}]}}}
		with data.interlock.effective as {"Metric": {"emea": {"m": {"spec": {"unit": unit}}}}}
}

test_in_its_unit if {
	count(found("15%", "percent")) == 0
	count(found("15 %", "% of contacts")) == 0
	count(found("3%", "percentage points")) == 0
	count(found("EUR 2500", "EUR")) == 0
	count(found("2500 EUR", "thousands of eur")) == 0
	count(found("EUR 2500", "€")) == 0
	count(found("USD 2500", "US dollars")) == 0
	count(found("40%", "ratio")) == 0
}

test_a_number_is_in_its_unit if {
	count(found(1200, "leads")) == 0
	count(found("first in its category", "rank")) == 0
}

test_a_share_of_leads if {
	found("15%", "leads") == {{
		"path": ["spec", "metrics", "m", "target"],
		"message": "the target of metric `m` is a share",
		"label": "the metric is in leads",
	}}
}

test_another_currency if {
	some finding in found("USD 2500", "EUR")
	finding.message == "the target of metric `m` is an amount in USD"
}

test_money_for_leads if count(found("USD 2500", "leads")) == 1

# An organisation that writes its units in another language says so.
in_words(target, unit) := report if {
	report := found(target, unit) with data.interlock.objects.Organization.global.acme.spec.units as {"share": ["Prozent"], "money": ["Złoty"]}
}

test_words_of_the_organisation if {
	count(found("15%", "Prozent der Kontakte")) == 1
	count(in_words("15%", "Prozent der Kontakte")) == 0
	count(in_words("PLN 2500", "złoty")) == 0
	count(in_words("15%", "percent")) == 0
	count(in_words("15%", "złoty")) == 1
}

test_unknown_metric if {
	count(rule.report) == 0 with input as {"region": "emea", "object": {"spec": {"metrics": [{"name": "x", "target": "3%"}, {"name": "y"}]}}}
		with data.interlock.effective as {"Metric": {"emea": {}}}
}
