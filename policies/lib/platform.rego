# METADATA
# title: Platforms
# description: |
#   Questions on platforms as they are in a region. A rule that asks them names Platform in `reads`.
package interlock.lib.platform

# status is how far a platform is in its life, in a region; undefined where the platform is not there.
status(region, name) := data.interlock.effective.Platform[region][name].spec.lifecycle.status

# statuses has the status of a platform for each region of this form in which it is effective.
statuses(name) := {region: found |
	some region in input.regions
	found := data.interlock.effective.Platform[region][name].spec.lifecycle.status
}

# having are the regions of this form in which a platform has a status.
having(name, wanted) := sort([region | some region, found in statuses(name); found == wanted])

# lifecycle is where a platform's status stands, as a related place.
lifecycle(region, name, message) := {
	"object": {"kind": "Platform", "name": name, "region": region},
	"path": ["spec", "lifecycle", "status"],
	"message": message,
}
