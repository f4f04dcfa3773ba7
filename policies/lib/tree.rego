# METADATA
# title: The tree of regions
# description: |
#   Questions on the tree of regions under `data.interlock.regions`. A market is a region with none below it.
package interlock.lib.tree

# path is the way from global down to a region, both included; a region nobody knows has only itself.
path(region) := object.get(data.interlock.regions, [region, "path"], [region])

# market is true of a region that has no regions below it.
market(region) if data.interlock.regions[region].children == []

# markets are those of some regions that are markets, in order.
markets(regions) := sort([region | some region in regions; data.interlock.regions[region].children == []])

# above is true where a region stands above another one.
above(upper, lower) if {
	upper != lower
	upper in path(lower)
}

# home is the region an object belongs to.
home(object_) := object.get(object_, ["metadata", "region"], "global")

# inherited are the texts a field of the regions holds from global down to a region: its own and those from above.
inherited(region, field) := [value |
	some name in path(region)
	some value in object.get(data.interlock.regions, [name, "spec", field], [])
]
