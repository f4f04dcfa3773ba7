package lint

import (
	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// sourceRules describes what keeps a file from being checked.
func sourceRules() []finding.Rule {
	rule := func(code source.ProblemCode, title, description, remedy string) finding.Rule {
		return finding.Rule{
			ID: "source/" + string(code), Title: title, Description: description,
			Severity: finding.Error, Scope: "file", Remedy: remedy,
		}
	}
	const silent = "A file that is passed over in silence looks as if it had been checked."
	return []finding.Rule{
		rule(source.OutsideLink, "Links stay within the repository", "What a link leads to outside of the repository is not the same for everyone, and is not under review.", "put a copy into the repository, or name the link in `ignore:`"),
		rule(source.BrokenLink, "Links lead somewhere", "A link to nothing is an agreement that got lost.", "mend or remove the link"),
		rule(source.TooLarge, "Files are of a size that people can review", silent, "split the file, or raise `limits.fileSize`"),
		rule(source.NotUTF8, "Files are UTF-8", "Text in another encoding shows different letters to different people.", "save the file as UTF-8"),
		rule(source.Unreadable, "Files can be read", silent, "check the permissions of the file"),
		rule(source.NestedTree, "Files of other repositories are checked there", silent, "name the folder in `ignore:`"),
		rule(source.SpecialFile, "The repository holds files and folders", silent, "remove it, or name it in `ignore:`"),
		rule(source.Unmerged, "What is staged is not in conflict", "Of a file in conflict nobody can say yet which version holds.", "settle which version holds, and stage it with git add"),
		rule(source.UnsafeFileName, "File names can be held by every system", "Line breaks and control characters in names show as something else than they are in reviews.", "rename the file"),
		misplaced(),
		baseFault(), baseEmpty(),
	}
}

func misplaced() finding.Rule {
	return finding.Rule{
		ID: "source/misplaced-settings", Title: "Settings stand at the root, in interlock.yaml", Severity: finding.Error, Scope: "file",
		Description: "Settings elsewhere are not read, and their author believes that they are.",
		Remedy:      "move them into interlock.yaml at the root of the repository",
	}
}

func misplacedSettings(d *document.Document) finding.Finding {
	r := misplaced()
	at := d.Root.Get("kind").Location()
	return finding.Finding{
		Rule: r.ID, Severity: r.Severity, Message: "settings are read from `" + config.FileName + "` at the root only",
		At: at, Why: r.Description, Help: r.Remedy, Docs: r.Docs(),
	}
}

func sourceRule(code source.ProblemCode) finding.Rule {
	for _, r := range sourceRules() {
		if r.ID == "source/"+string(code) {
			return r
		}
	}
	return finding.Rule{ID: "source/" + string(code), Severity: finding.Error}
}

// Rules describes every check that is made in Go, by category.
func Rules() []finding.Rule {
	var all []finding.Rule
	all = append(all, sourceRules()...)
	all = append(all, document.Rules()...)
	all = append(all, schema.Rules()...)
	return append(all, catalog.Rules()...)
}
