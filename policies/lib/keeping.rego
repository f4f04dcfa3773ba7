# METADATA
# title: What the organisation keeps
# description: |
#   An agreement is asked for once the organisation has begun to write it down: a rule about a kind that misses
#   something waits for the first document of that kind.
package interlock.lib.keeping

# kept is true once there is a document of a kind. The rule names the kind in `kinds` or `reads`.
kept(kind) if kind in kinds

# kinds are those of which there is a document.
kinds := {kind |
	some kind, regions in data.interlock.objects
	some named in regions
	count(named) > 0
}

# organizations are the documents of the organisation, of which there is one or none.
organizations := object.get(data.interlock.objects, ["Organization", "global"], {})

# parameter is a setting of the organisation, by its name in the organisation's spec.
parameter(name) := [value |
	some organization in organizations
	value := organization.spec[name]
][0]
