package catalog

import "interlock.dev/interlock/internal/finding"

func rule(name string, title, description, remedy string, framework ...string) finding.Rule {
	return finding.Rule{
		ID: "catalog/" + name, Title: title, Description: description,
		Severity: finding.Error, Scope: "repository", Remedy: remedy, Framework: framework,
	}
}

// The checks of this package, each described once.
var (
	ruleDuplicate = rule("duplicate-identity", "An object is described once",
		"Two documents with the same kind, region and name are two agreements about one thing; nobody can say which one holds.",
		"remove one, or give it a name of its own")
	ruleReference = rule("unknown-reference", "Names lead to objects that exist",
		"A team, platform or region that is named but not described has nobody behind it.",
		"correct the name, or add the document that describes the object")
	ruleAmbiguous = rule("ambiguous-reference", "A name leads to one object",
		"Where several regions have an object of that name and none of them is above, nobody can say which one is meant.",
		"move the object to a region above both, or give the objects names of their own")
	ruleCycle = rule("cycle", "Nothing leads back to itself",
		"A region that is its own ancestor, objectives that serve each other, forums that hand a conflict round, or steps that wait for each other can never be worked out.",
		"take one of the steps out of the cycle", "W3", "G5", "M2", "R5")
	ruleShadow = rule("shadowed-object", "A region changes what it shares by a Localization",
		"A second object of the same name hides the shared one: the region drifts away without anybody seeing what it changed.",
		"write a Localization of the object above, or give this one a name of its own", "S1")
	ruleTarget = rule("unknown-target", "A Localization changes an object that its region shares",
		"A localization of an object that does not exist, or is not effective in that region, changes nothing, and its author believes that it does.",
		"correct `of:`, or remove the localization")
	ruleOwnTarget = rule("own-target", "A region edits its own objects directly",
		"A localization changes what comes from above. In the region an object belongs to, it would be a second place for the same agreement.",
		"edit the object itself, and remove the localization")
	ruleNotLocalizable = rule("not-localizable", "Regions, standards, localizations and waivers are not localized",
		"They say what a region is and what it may do; a region that could change them could permit itself anything.",
		"ask the owner of the object to change it", "S4")
	ruleNoRegion = rule("no-region", "A Localization or regional choice names its region",
		"Without a region, nobody can say for whom the change holds.",
		"add `region:` to its metadata")
	ruleConflict = rule("conflicting-localizations", "A region says one thing about a value",
		"Two localizations of one region that set the same value differently contradict each other.",
		"keep one of the two values, best in one localization")
	ruleUnmergeable = rule("unmergeable", "A Localization has the shape of what it changes",
		"A mapping cannot take the place of a list, or a list that of a text: interlock does not guess what was meant.",
		"write the value in the shape that the object has")
	rulePath = rule("unknown-path", "Paths lead somewhere",
		"A Localization removes nothing by a path that leads nowhere, and a Standard guards nothing by it; its author believes otherwise.",
		"correct the path, or remove it from `remove:`")
	ruleReach = rule("out-of-reach", "An object applies to regions at or below its own",
		"What a region agrees on holds for itself and those below it. Where `appliesTo` names others, they believe that they share something, and do not.",
		"name regions below the object's own, or move the object to a region above all of them")
	ruleMember = rule("duplicate-member", "A member of a list has a name of its own",
		"Members are merged by their name; of two with one name, nobody can say which one a region changes.",
		"give one of them another name")
)

// Rules describes the checks that Build makes.
func Rules() []finding.Rule {
	return []finding.Rule{
		ruleDuplicate, ruleReference, ruleAmbiguous, ruleCycle, ruleShadow, ruleTarget, ruleOwnTarget,
		ruleNotLocalizable, ruleNoRegion, ruleConflict, ruleUnmergeable, rulePath, ruleMember, ruleReach,
	}
}
