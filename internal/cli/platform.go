package cli

import (
	"fmt"
	"path"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/connector/files"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/source"
)

// platforms connects every platform that has a connector, and says what it is
// to hold.
func platforms(result *lint.Result, dir string) (map[string]reconcile.Platform, map[string][]plan.Desired, error) {
	connected := map[string]reconcile.Platform{}
	desired := map[string][]plan.Desired{}
	folders := map[string]string{}
	first := map[string]*catalog.Object{}
	for _, o := range result.Catalog.Objects {
		settings := o.Spec().Get("connector")
		if o.Kind != catalog.KindPlatform || settings == nil {
			continue
		}
		if other := first[o.Name]; other != nil {
			return nil, nil, fmt.Errorf("%s: a second platform `%s` with a connector, and what is recorded goes by the name; the first one is at %s: give one of them another name",
				lineOf(result, o.Doc.Root), o.Name, lineOf(result, other.Doc.Root))
		}
		first[o.Name] = o
		folder := path.Clean(settings.Get("directory").Str())
		if err := folderOf(result, settings, folder, o.Name, folders); err != nil {
			return nil, nil, err
		}
		connected[o.Name] = reconcile.Platform{
			Connector: &files.Files{Base: dir, Directory: folder, Encode: encodeYAML, Decode: document.Read},
			Digest:    source.DigestOf([]byte("files\n" + folder)).String(),
		}
		desired[o.Name] = reconcile.Desire(result, o)
	}
	return connected, desired, nil
}

// folderOf refuses folders that would be checked as if people had written them,
// or that two platforms would write to.
func folderOf(result *lint.Result, settings *document.Node, folder, name string, folders map[string]string) error {
	where := lineOf(result, settings.Get("directory"))
	if path.IsAbs(folder) || folder == "." || folder == ".." || strings.HasPrefix(folder, "../") {
		return fmt.Errorf("%s: the directory of a connector lies below the root of the repository, `%s` does not; write for example `rendered`", where, folder)
	}
	if !result.Config.Ignores(folder + "/global/Kind/name.yaml") {
		return fmt.Errorf("%s: what is rendered into `%s` would be checked as if it had been written by hand; name `%s/**` in `ignore:` of interlock.yaml", where, folder, folder)
	}
	for other, owner := range folders {
		if folder == other || strings.HasPrefix(folder, other+"/") || strings.HasPrefix(other, folder+"/") {
			return fmt.Errorf("%s: the platforms `%s` and `%s` would write to the same folder, `%s`; give each its own", where, owner, name, folder)
		}
	}
	folders[folder] = name
	return nil
}

func lineOf(result *lint.Result, n *document.Node) string {
	at := n.Location()
	return fmt.Sprintf("%s:%d", at.Path, result.Snapshot.File(at.Path).Position(at.Span.Start).Line)
}

func encodeYAML(r resource.Resource) ([]byte, error) {
	return document.Write(document.FromValue(r.Attributes, "apiVersion", "kind", "metadata", "spec", "name"), nil), nil
}
