package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
)

// Dialect is how a forge reads a CODEOWNERS file.
type Dialect string

// The dialects.
const (
	OnGitHub Dialect = "github"
	OnGitLab Dialect = "gitlab"
)

// CodeOwners is who owns which file, to be written for a forge.
type CodeOwners struct {
	Dialect Dialect
	Files   []catalog.Ownership // by path
	Homes   map[string]string   // folders of regions, and the team that answers there
	Gate    []string            // files and folders (ending in a slash) that decide what is checked
	Keeper  string              // the team that owns them
	Prefix  string              // of all paths within the Git repository, without a slash at its end
	// Handle is what a team is called on the forge; empty where nobody knows.
	Handle func(team string) string
}

// The lines between which a CODEOWNERS file is written by the program.
const (
	CodeOwnersBegin = "# interlock codeowners: begin"
	CodeOwnersEnd   = "# interlock codeowners: end"
)

// Lines are the lines of the file, the first and the last included. The last
// line that matches a file decides: a folder stands before what is in it. No line
// matches more than the files of the repository, so that lines of others hold.
//
// GitHub asks one of the owners of a line: a file with several has all of them on
// its line, and one with waivers those who grant them. GitLab asks each section:
// owners after the first, those who grant waivers and those whose standards hold
// what is in a file have sections of their own.
func (c CodeOwners) Lines() []string {
	lines := []string{CodeOwnersBegin + ", written by the program: change owners in the documents, then run interlock codeowners"}
	switch c.Dialect {
	case OnGitLab:
		most := 1
		for _, f := range c.Files {
			most = max(most, len(f.Owners))
		}
		lines = append(lines, "[Agreements]")
		lines = append(lines, c.tree(func(f catalog.Ownership) []string { return f.Owners[:min(1, len(f.Owners))] })...)
		lines = append(lines, c.gate()...)
		for i := 1; i < most; i++ {
			lines = c.section(lines, fmt.Sprintf("Agreements, owner %d", i+1), func(f catalog.Ownership) []string {
				if i < len(f.Owners) {
					return f.Owners[i : i+1]
				}
				return nil
			})
		}
		lines = c.section(lines, "Waivers", func(f catalog.Ownership) []string { return f.Approvers })
		lines = c.section(lines, "Standards", func(f catalog.Ownership) []string { return f.Governors })
	default:
		lines = append(lines, c.tree(func(f catalog.Ownership) []string {
			if len(f.Approvers) > 0 {
				return f.Approvers
			}
			return f.Owners
		})...)
		lines = append(lines, c.gate()...)
	}
	return append(lines, CodeOwnersEnd)
}

// gate are the lines for what decides what is checked.
func (c CodeOwners) gate() []string {
	var lines []string
	for _, name := range c.Gate {
		lines = c.add(lines, name, []string{c.Keeper})
	}
	return lines
}

// section adds a section with a line for each file that has owners in it.
func (c CodeOwners) section(lines []string, name string, owners func(catalog.Ownership) []string) []string {
	var own []string
	for _, f := range c.Files {
		if teams := owners(f); len(teams) > 0 {
			own = c.add(own, f.Path, teams)
		}
	}
	if len(own) == 0 {
		return lines
	}
	return append(append(lines, "", "["+name+"]"), own...)
}

// add adds a line for a file or folder, unless nobody of its owners is known to the forge.
func (c CodeOwners) add(lines []string, name string, teams []string) []string {
	handles := c.asked(teams)
	if handles == "" {
		return lines
	}
	return append(lines, c.pattern(path.Join("/", c.Prefix, name)+slash(name))+" "+handles)
}

// asked is what the forge knows teams by.
func (c CodeOwners) asked(teams []string) string {
	var handles []string
	for _, team := range teams {
		if handle := c.Handle(team); handle != "" && !slices.Contains(handles, handle) {
			handles = append(handles, handle)
		}
	}
	return strings.Join(handles, " ")
}

func slash(name string) string {
	if strings.HasSuffix(name, "/") {
		return "/"
	}
	return ""
}

// folder is a folder with what is in it.
type folder struct {
	name    string
	files   []catalog.Ownership
	folders []*folder
}

// tree are the lines for all files: one for a folder whose files have the same
// owners, else one for what most of it has, or for the team of a region's home,
// and one for each file that has others.
func (c CodeOwners) tree(owners func(catalog.Ownership) []string) []string {
	root := &folder{}
	byName := map[string]*folder{".": root}
	var open func(name string) *folder
	open = func(name string) *folder {
		if f := byName[name]; f != nil {
			return f
		}
		f := &folder{name: name}
		byName[name] = f
		above := open(path.Dir(name))
		above.folders = append(above.folders, f)
		return f
	}
	for _, file := range c.Files {
		f := open(path.Dir(file.Path))
		f.files = append(f.files, file)
	}
	var lines []string
	var walk func(f *folder, above string)
	walk = func(f *folder, above string) {
		if f != root {
			if teams := c.most(f, owners); c.asked(teams) != "" && c.asked(teams) != above {
				above = c.asked(teams)
				lines = c.add(lines, f.name+"/", teams)
			}
		}
		for _, file := range f.files {
			if teams := owners(file); c.asked(teams) != above {
				lines = c.add(lines, file.Path, teams)
			}
		}
		for _, below := range f.folders {
			walk(below, above)
		}
	}
	walk(root, "")
	return lines
}

// most is who owns a folder: the team of the region that has its home there; of
// one that holds regions the team that owns the gate, for new regions are its; else
// the owners of most files in it, of equals the first by name.
func (c CodeOwners) most(f *folder, owners func(catalog.Ownership) []string) []string {
	if team := c.Homes[f.name]; team != "" {
		return []string{team}
	}
	for home := range c.Homes {
		if strings.HasPrefix(home, f.name+"/") && c.Keeper != "" {
			return []string{c.Keeper}
		}
	}
	count := map[string]int{}
	sets := map[string][]string{}
	var walk func(f *folder)
	walk = func(f *folder) {
		for _, file := range f.files {
			if teams := owners(file); len(teams) > 0 {
				key := strings.Join(teams, " ")
				count[key]++
				sets[key] = teams
			}
		}
		for _, below := range f.folders {
			walk(below)
		}
	}
	walk(f)
	keys := sortedKeys(count)
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	if len(keys) == 0 {
		return nil
	}
	return sets[keys[0]]
}

// pattern is a path as the forge reads it. What GitHub cannot be told to take as
// it is stands as ?, which matches any one character.
func (c CodeOwners) pattern(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == ' ', r == '\\', r == '*', r == '?':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '#' || r == '[' || r == ']' || r == '!':
			if c.Dialect == OnGitLab && r != '!' {
				b.WriteByte('\\')
				b.WriteRune(r)
			} else if r == '!' && c.Dialect == OnGitLab {
				b.WriteRune(r)
			} else {
				b.WriteByte('?')
			}
		case hidden(r) || r == '\t':
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
