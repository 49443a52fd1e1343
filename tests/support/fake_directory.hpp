#pragma once

#include "tests/support/loopback_http.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace mutua::test {

/// How a name server answers about a name.
enum class NameMood { missing, there, failing, silent, garbage };

/// A name server on a loopback port: names that it was not told of are missing.
class FakeNameServer {
public:
    FakeNameServer() {
        socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        require(::bind(socket_, generic, length) == 0, "a loopback port can be had");
        require(::getsockname(socket_, generic, &length) == 0, "the port is known");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    FakeNameServer(const FakeNameServer&) = delete;
    FakeNameServer& operator=(const FakeNameServer&) = delete;
    ~FakeNameServer() {
        is_ending_ = true;
        thread_.join();
        ::close(socket_);
    }

    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

    void tells(const std::string& name, NameMood mood, const std::string& expression = "",
               const std::string& service = "Meta:SMP") {
        const std::lock_guard guard{lock_};
        names_[name] = {mood, expression, service};
    }
    [[nodiscard]] int questions(const std::string& name) const {
        const std::lock_guard guard{lock_};
        const auto found = questions_.find(name);
        return found == questions_.end() ? 0 : found->second;
    }

private:
    struct Told {
        NameMood mood = NameMood::missing;
        std::string expression;
        std::string service;
    };

    void serve() {
        while (!is_ending_) {
            pollfd waiting{socket_, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0) { continue; }
            char bytes[2048];
            sockaddr_in from{};
            socklen_t length = sizeof from;
            auto* generic = reinterpret_cast<sockaddr*>(&from);
            const ssize_t count = ::recvfrom(socket_, bytes, sizeof bytes, 0, generic, &length);
            if (count < 17) { continue; }
            const std::string reply = reply_to(std::string{bytes, static_cast<std::size_t>(count)});
            if (reply.empty()) { continue; }
            ::sendto(socket_, reply.data(), reply.size(), 0, generic, length);
        }
    }

    std::string reply_to(const std::string& question) {
        std::string name;
        std::size_t at = 12;
        while (question[at] != 0) {
            const auto length = static_cast<std::size_t>(question[at]);
            name += (name.empty() ? "" : ".") + question.substr(at + 1, length);
            at += length + 1;
        }
        const std::string asked = question.substr(12, at + 5 - 12);
        const bool asks_records = question[at + 2] == 35;
        const std::lock_guard guard{lock_};
        ++questions_[name];
        const Told told = names_.contains(name) ? names_[name] : Told{};
        if (told.mood == NameMood::silent) { return {}; }
        const char code = told.mood == NameMood::missing   ? 3
                          : told.mood == NameMood::failing ? 2
                                                           : 0;
        const bool has_record =
            told.mood == NameMood::garbage ||
            (told.mood == NameMood::there && asks_records && !told.expression.empty());
        std::string reply = question.substr(0, 2);
        reply += {static_cast<char>(0x81),
                  static_cast<char>(0x80 | code),
                  0,
                  1,
                  0,
                  static_cast<char>(has_record ? 1 : 0),
                  0,
                  0,
                  0,
                  0};
        reply += asked;
        if (has_record) { reply += record_of(told); }
        return reply;
    }

    static std::string record_of(const Told& told) {
        const auto counted = [](const std::string& text) {
            return std::string(1, static_cast<char>(text.size())) + text;
        };
        std::string data{"\0\x64\0\x0A", 4};
        data += counted("U") + counted(told.service) + counted(told.expression);
        data += '\0';
        if (told.mood == NameMood::garbage) { data.resize(5); }
        std::string record{"\xC0\x0C\0\x23\0\x01\0\0\0\x3C", 10};
        record += static_cast<char>(data.size() / 256);
        record += static_cast<char>(data.size() % 256);
        return record + data;
    }

    int socket_ = -1;
    int port_ = 0;
    std::atomic<bool> is_ending_ = false;
    mutable std::mutex lock_;
    std::map<std::string, Told> names_;
    std::map<std::string, int> questions_;
    std::thread thread_;
};

/// What a publisher tells of a participant that receives these document types.
[[nodiscard]] inline std::string service_group_of(const std::string& participant,
                                                  const std::vector<std::string>& encoded_types) {
    std::string text = R"(<?xml version="1.0" encoding="UTF-8"?><smp:ServiceGroup)"
                       R"( xmlns:smp="http://busdox.org/serviceMetadata/publishing/1.0/")"
                       R"( xmlns:id="http://busdox.org/transport/identifiers/1.0/">)"
                       R"(<id:ParticipantIdentifier scheme="iso6523-actorid-upis">)" +
                       participant +
                       "</id:ParticipantIdentifier><smp:ServiceMetadataReferenceCollection>";
    for (const std::string& type : encoded_types) {
        text += R"(<smp:ServiceMetadataReference href="https://smp.example/x/services/)" + type +
                R"("/>)";
    }
    return text + "</smp:ServiceMetadataReferenceCollection></smp:ServiceGroup>";
}

}  // namespace mutua::test
