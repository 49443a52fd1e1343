#include "engine/core/digest.hpp"

#include "engine/core/digest_stream.hpp"

#include <catch2/catch.hpp>

namespace mutua {
namespace {

TEST_CASE("SHA-256 gives the published digests", "[core]") {
    struct Row {
        const char* why;
        std::string bytes;
        const char* expected;
    };
    // FIPS 180-4 examples and the NIST CAVP short-message vectors.
    const auto row = GENERATE(values<Row>({
        {"empty message", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"one block", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"a million letters", std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
        {"one byte that is no text", "\xd3",
         "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
    }));
    CAPTURE(row.why);
    CHECK(to_hex(sha256(row.bytes)) == row.expected);
}

TEST_CASE("bytes that come in parts have the digest of the whole", "[core]") {
    DigestStream stream;
    stream.add("abcdbcdecdefdefgefghfghi");
    stream.add("");
    stream.add("ghijhijkijkljklmklmnlmnomnopnopq");
    CHECK(to_hex(stream.finish()) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(DigestStream{}.finish() == sha256(""));
}

TEST_CASE("bytes of zero count", "[core]") {
    using namespace std::string_view_literals;
    CHECK(sha256("\0"sv) != sha256(""sv));
    CHECK(sha256("a\0b"sv) != sha256("a"sv));
    // SHA-256 of one zero byte.
    CHECK(to_hex(sha256("\0"sv)) ==
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST_CASE("a digest as bytes is its 32 raw bytes", "[core]") {
    const Digest digest = sha256("abc");
    const std::string_view bytes = as_bytes(digest);
    REQUIRE(bytes.size() == 32);
    CHECK(static_cast<unsigned char>(bytes.front()) == 0xba);
    CHECK(static_cast<unsigned char>(bytes.back()) == 0xad);
}

}  // namespace
}  // namespace mutua
