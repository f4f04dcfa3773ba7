# METADATA
# title: Platforms
# description: |
#   Questions on platforms as they are in a region. A rule that asks them names Platform in `reads`.
package interlock.lib.platform

# status is how far a platform is in its life, in a region; undefined where the platform is not there.
status(region, name) := data.interlock.effective.Platform[region][name].spec.lifecycle.status

# seen is how a platform is seen from some regions: the statuses it has in them, and whether it is effective in
# each. It is worked out once for all rules and forms; where it tells of something, the regions are looked at.
seen(regions, name) := {"statuses": {status | some status in found}, "everywhere": count(found) == count(regions)} if {
	platforms := data.interlock.effective.Platform
	found := [status |
		some region in regions
		status := platforms[region][name].spec.lifecycle.status
	]
}

# known is true of a platform that is somewhere; one that nobody knows is another finding.
known(name) if {
	some platforms in data.interlock.objects.Platform
	platforms[name]
}

# having are the regions of this form in which a platform has a status.
having(name, wanted) := sort([region | some region in input.regions; status(region, name) == wanted])

# lifecycle is where a platform's status stands, as a related place.
lifecycle(region, name, message) := {
	"object": {"kind": "Platform", "name": name, "region": region},
	"path": ["spec", "lifecycle", "status"],
	"message": message,
}
