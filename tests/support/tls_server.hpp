#pragma once

#include "engine/core/contract.hpp"
#include "tests/support/files.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

extern char** environ;

namespace mutua::test {

/// A server on this machine that speaks TLS with a certificate of its own making, which nobody
/// vouches for. What it receives lies in a file. Ends with the object.
class TlsServer {
public:
    TlsServer() {
        const std::string folder = folder_.path().string();
        const std::string make =
            "cd '" + folder +
            "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
            "-keyout key.pem -out cert.pem -days 2 -subj /CN=localhost >made 2>&1";
        require(std::system(make.c_str()) == 0, "openssl makes a certificate");
        const std::string serve = "cd '" + folder +
                                  "' && exec openssl s_server -accept 127.0.0.1:0 -cert "
                                  "cert.pem -key key.pem -naccept 4 >heard 2>told";
        std::string shell = "/bin/sh";
        std::string flag = "-c";
        std::string command = serve;
        // It ends with its standard input, so that this stays open.
        require(::pipe2(input_, O_CLOEXEC) == 0, "a pipe can be made");
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, input_[0], STDIN_FILENO);
        char* arguments[] = {shell.data(), flag.data(), command.data(), nullptr};
        require(::posix_spawn(&process_, shell.c_str(), &actions, nullptr, arguments, environ) == 0,
                "openssl can be started");
        ::posix_spawn_file_actions_destroy(&actions);
        constexpr int tries = 500;
        for (int each = 0; each < tries && port_.empty(); ++each) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
            read_port();
        }
        require(!port_.empty(), "openssl listens");
    }
    ~TlsServer() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        for (const int end : input_) { ::close(end); }
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    /// Says something as a client that believes every certificate.
    void hear(const std::string& words) const {
        const std::string say = "printf '" + words + "' | timeout 1 openssl s_client -quiet " +
                                "-connect 127.0.0.1:" + port_ + " >/dev/null 2>&1";
        static_cast<void>(std::system(say.c_str()));
    }
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + port_; }
    /// What came through, among the notes of the server.
    [[nodiscard]] std::string heard() const { return file_bytes(folder_.path() / "heard"); }

private:
    void read_port() {
        const std::string mark = "ACCEPT 127.0.0.1:";
        if (!std::filesystem::exists(folder_.path() / "heard")) { return; }
        const std::string notes = heard();
        const std::size_t at = notes.find(mark);
        const std::size_t end = notes.find('\n', at);
        if (at == std::string::npos || end == std::string::npos) { return; }
        port_ = notes.substr(at + mark.size(), end - at - mark.size());
    }

    TemporaryFolder folder_;
    pid_t process_ = 0;
    int input_[2] = {-1, -1};
    std::string port_;
};

}  // namespace mutua::test
