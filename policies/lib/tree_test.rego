package interlock.lib.tree_test

import data.interlock.lib.tree

regions := {
	"global": {"path": ["global"], "children": ["emea"], "below": ["emea", "de", "fr"], "spec": {}},
	"emea": {"parent": "global", "path": ["global", "emea"], "children": ["de", "fr"], "below": ["de", "fr"], "spec": {"privacy": ["gdpr"]}},
	"de": {"parent": "emea", "path": ["global", "emea", "de"], "children": [], "below": [], "spec": {"privacy": ["bdsg"]}},
	"fr": {"parent": "emea", "path": ["global", "emea", "fr"], "children": [], "below": [], "spec": {}},
}

test_path if {
	tree.path("de") == ["global", "emea", "de"] with data.interlock.regions as regions
	tree.path("atlantis") == ["atlantis"] with data.interlock.regions as regions
}

test_markets if {
	tree.markets(["fr", "global", "emea", "de"]) == ["de", "fr"] with data.interlock.regions as regions
}

test_without_regions_global_is_the_market if {
	tree.markets(["global"]) == ["global"] with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
}

test_above if {
	tree.above("global", "de") with data.interlock.regions as regions
	tree.above("emea", "de") with data.interlock.regions as regions
	not tree.above("de", "de") with data.interlock.regions as regions
	not tree.above("de", "emea") with data.interlock.regions as regions
	not tree.above("fr", "de") with data.interlock.regions as regions
}

test_home if {
	tree.home({"metadata": {"name": "crm", "region": "emea"}}) == "emea"
	tree.home({"metadata": {"name": "crm"}}) == "global"
}

test_inherited if {
	tree.inherited("de", "privacy") == ["gdpr", "bdsg"] with data.interlock.regions as regions
	tree.inherited("global", "privacy") == [] with data.interlock.regions as regions
}
