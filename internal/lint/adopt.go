package lint

import (
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/starter"
)

// withAdopted is a snapshot in which the texts of what is adopted can be read.
func (r *Result) withAdopted(snapshot *source.Snapshot) *source.Snapshot {
	var files []*source.File
	for _, a := range r.Config.Adopts {
		files = append(files, a.Files...)
	}
	if len(files) == 0 {
		return snapshot
	}
	return snapshot.With(files)
}

// adopted are the documents that the settings adopt, owned by who adopts them.
func (r *Result) adopted() []*document.Document {
	var all []*document.Document
	for _, a := range r.Config.Adopts {
		for _, file := range a.Files {
			all = append(all, starter.Adopt(file, a.Owner)...)
		}
	}
	r.Counts.Adopted = len(all)
	return all
}

// relateAdoptions adds to findings in adopted documents, which nobody can edit,
// the line that adopts them, which somebody can.
func (r *Result) relateAdoptions() {
	by := map[string]source.Location{}
	for _, a := range r.Config.Adopts {
		for _, file := range a.Files {
			by[file.Path] = a.At
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if at, found := by[f.At.Path]; found {
			f.Related = append(f.Related, finding.Related{At: at, Message: "adopted here; `except` leaves it out, for a document of your own"})
		}
	}
}
