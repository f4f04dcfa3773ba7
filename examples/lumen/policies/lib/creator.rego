# METADATA
# description: What the rules about creators share.
package interlock.lib.creator

# The public has to be told of it, and a contract is signed.
rewarded(partnership) if partnership.spec.compensation in {"paid", "products"}
