# METADATA
# title: Wording of messages
# description: |
#   What messages have in common: the user's own text stands in backticks, long values are shortened, long lists
#   say how many more there are.
package interlock.lib.text

# quoted is a value of the user's in backticks.
quoted(value) := sprintf("`%s`", [shortened(value)]) if is_string(value)

quoted(value) := sprintf("`%s`", [shortened(json.marshal(value))]) if {
	not is_string(value)
	not plain(value)
}

quoted(value) := sprintf("`%s`", [shortened(sprintf("[%s]", [concat(", ", value)]))]) if plain(value)

# plain is true of a list of texts, which is shown as YAML has it in one line.
plain(value) if {
	is_array(value)
	every member in value {
		is_string(member)
	}
}

shortened(value) := value if count(value) <= 60

shortened(value) := concat("", [substring(value, 0, 57), "..."]) if count(value) > 60

# names is a list in words, each name as it is: de, fr and jp; from six names on: a, b, c, d and 2 more.
names(list) := join(list)

# list is a list in words, each value in backticks.
list(values) := join([quoted(value) | some value in values])

join(words) := "none" if count(words) == 0

join(words) := words[0] if count(words) == 1

join(words) := sprintf("%s and %s", [concat(", ", array.slice(words, 0, last)), words[last]]) if {
	count(words) > 1
	count(words) < 6
	last := count(words) - 1
}

join(words) := sprintf("%s and %d more", [concat(", ", array.slice(words, 0, 4)), count(words) - 4]) if count(words) > 5

# given is true of a text in which something is written.
given(value) if {
	is_string(value)
	trim_space(value) != ""
}

# same is true of two titles that people read as one: case and spaces at the ends do not count.
same(a, b) if folded(a) == folded(b)

# folded is a title without what does not count in it.
folded(title) := lower(trim_space(title)) if is_string(title)
