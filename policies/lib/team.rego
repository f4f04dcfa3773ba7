# METADATA
# title: Teams
# description: |
#   Questions on teams by their name. A rule that asks them names Team in `reads`.
package interlock.lib.team

# homes are the regions in which a team of this name is at home; there is one, unless siblings use one name.
homes(name) := {region | some region, teams in data.interlock.objects.Team; teams[name]}

# central is true of a team at headquarters.
central(name) if data.interlock.objects.Team.global[name]

# regional is true of a team that belongs to a region.
regional(name) if {
	some region in homes(name)
	region != "global"
}
