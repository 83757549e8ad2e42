from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import merkle

# The leaves and roots that the test suites of Certificate Transparency use.
KNOWN_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data):
    return sha256(b"\0" + data).digest()


def leaves_of(size):
    return [leaf(number.to_bytes(4, "big")) for number in range(size)]


def half(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def naive_root(leaves):
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = half(len(leaves))
    return sha256(b"\1" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m, leaves):
    """RFC 6962 section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m, leaves, *, known):
    """RFC 6962 section 2.1.2, word for word."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = half(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], known=known), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], known=False), naive_root(leaves[:k])]


sizes = st.integers(1, 70)


@pytest.mark.parametrize("size", KNOWN_ROOTS)
def test_the_root_is_the_one_others_compute(size):
    leaves = [leaf(data) for data in KNOWN_LEAVES[:size]]

    assert merkle.root(leaves).hex() == KNOWN_ROOTS[size]


@given(st.integers(0, 70))
def test_the_root_is_that_of_the_naive_tree(size):
    assert merkle.root(leaves_of(size)) == naive_root(leaves_of(size))


@given(sizes, st.data())
def test_every_leaf_is_proved_and_no_other_is(size, data):
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    root = naive_root(leaves)

    proof = merkle.inclusion_proof(leaves, index)

    assert proof == naive_path(index, leaves)
    assert merkle.verify_inclusion(leaves[index], index, size, proof, root)
    assert not merkle.verify_inclusion(leaf(b"forged"), index, size, proof, root)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*proof, root], root)
    assert not merkle.verify_inclusion(leaves[index], index, size, proof, leaf(b"forged"))


@given(st.integers(2, 70), st.data())
def test_a_proof_holds_for_its_own_index_only(size, data):
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size).filter(lambda each: each != index))
    proof = merkle.inclusion_proof(leaves, index)

    assert not merkle.verify_inclusion(leaves[index], other, size, proof, naive_root(leaves))
    assert not merkle.verify_inclusion(leaves[index], index, size, proof[1:], naive_root(leaves))


@given(sizes, st.data())
def test_an_earlier_tree_is_proved_to_be_a_beginning_of_the_later(size, data):
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    old_root, root = naive_root(leaves[:old]), naive_root(leaves)

    proof = merkle.consistency_proof(leaves, old)

    assert proof == naive_subproof(old, leaves, known=True)
    assert merkle.verify_consistency(old, size, old_root, root, proof)
    assert not merkle.verify_consistency(old, size, leaf(b"forged"), root, proof)
    assert not merkle.verify_consistency(old, size, old_root, leaf(b"forged"), proof)
    assert not merkle.verify_consistency(old, size, old_root, root, [*proof, root])
    assert not proof or not merkle.verify_consistency(old, size, old_root, root, proof[:-1])


@given(sizes, st.data())
def test_a_tree_whose_past_was_changed_has_no_consistency_proof(size, data):
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    forged = list(leaves)
    forged[data.draw(st.integers(0, old - 1))] = leaf(b"forged")

    proof = merkle.consistency_proof(forged, old)

    assert not merkle.verify_consistency(
        old, size, naive_root(leaves[:old]), naive_root(forged), proof
    )


def test_every_tree_begins_with_the_empty_one():
    nothing, root = merkle.root([]), merkle.root(leaves_of(5))

    assert merkle.consistency_proof(leaves_of(5), 0) == []
    assert merkle.verify_consistency(0, 5, nothing, root, [])
    assert merkle.verify_consistency(0, 0, nothing, nothing, [])
    assert not merkle.verify_consistency(0, 5, root, root, [])
    assert not merkle.verify_consistency(5, 4, root, root, [])


@given(st.lists(st.integers(0, 40), max_size=5))
def test_a_frontier_goes_on_where_it_was_laid_down(steps):
    frontier, leaves = merkle.Frontier(), leaves_of(sum(steps))
    for step in steps:
        frontier = merkle.Frontier.from_bytes(frontier.to_bytes())
        frontier.extend(leaves[frontier.size : frontier.size + step])

    assert frontier.size == len(leaves)
    assert frontier.root() == naive_root(leaves)


def test_a_frontier_stays_small():
    frontier = merkle.Frontier()
    frontier.extend(leaves_of(1023))

    assert len(frontier.to_bytes()) == 8 + 10 * 32


@pytest.mark.parametrize("text", [b"", b"\0" * 7, b"\0" * 7 + b"\1", b"\0" * 40])
def test_what_is_no_frontier_is_refused(text):
    with pytest.raises(ValueError, match="frontier"):
        merkle.Frontier.from_bytes(text)


def test_there_is_no_proof_of_what_the_tree_does_not_hold():
    with pytest.raises(IndexError):
        merkle.inclusion_proof(leaves_of(3), 3)
    with pytest.raises(IndexError):
        merkle.consistency_proof(leaves_of(3), 4)


def test_a_leaf_is_what_the_docstring_says():
    entry = merkle.LedgerEntry(
        office_id="udonthani1", instance_id=UUID(int=1), seq=3, hash=b"\xab" * 32
    )

    text = f'["khanton entry v1","udonthani1","{UUID(int=1)}",3,"{"ab" * 32}"]'

    assert merkle.leaf_hash(entry) == sha256(b"\0" + text.encode()).digest()
