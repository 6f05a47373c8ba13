/* Stands between a process and the disk, for the files below one folder: writes down every change, or lets
 * the Nth call fail, or ends the process there. Loaded by LD_PRELOAD; steered through ctypes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, UNLINK = 16, RENAME = 32, LINK = 64 };
#define MOST 4096

static char root[4096];
static int log_fd = -1;
static char watched[MOST]; /* by descriptor: 1 a file below the folder, 2 the folder or one below it */
static int armed, error_number, lasting;
static long countdown, counted;

#define REAL(name) ((real_##name ? 0 : (*(void **)&real_##name = dlsym(RTLD_NEXT, #name), 0)), real_##name)
static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_link)(const char *, const char *);

void shim_watch(const char *folder) { snprintf(root, sizeof root, "%s", folder); }
void shim_log(const char *path) { log_fd = REAL(open)(path, O_CREAT | O_WRONLY | O_APPEND, 0600); }
long shim_count(void) { return counted; }
void shim_fail(int kinds, long number, int error, int last) {
    counted = 0, countdown = number, error_number = error, lasting = last, armed = kinds;
}

static int below(const char *path) {
    size_t length = strlen(root);
    return length && path && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static int is_watched(int fd) { return fd >= 0 && fd < MOST && watched[fd]; }

/* Whether this call is to fail; an error below zero ends the process as a kill would. */
static int fails(int kind) {
    if (!(armed & kind)) return 0;
    counted++;
    if (countdown <= 0 || (lasting ? counted < countdown : counted != countdown)) return 0;
    if (error_number < 0) kill(getpid(), SIGKILL);
    errno = error_number;
    return 1;
}

static void put(const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t done = REAL(write)(log_fd, at, size);
        if (done <= 0) return;
        at += done, size -= (size_t)done;
    }
}

/* op, inode, offset, sizes of what follows: two texts or one text and data */
static void note(char op, uint64_t inode, uint64_t offset, const void *a, size_t na, const void *b, size_t nb) {
    if (log_fd < 0) return;
    int kept = errno;
    uint64_t head[5] = {(uint64_t)op, inode, offset, na, nb};
    put(head, sizeof head), put(a, na), put(b, nb);
    errno = kept;
}

void shim_mark(long number) { note('m', 0, (uint64_t)number, "", 0, "", 0); }

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : (uint64_t)found.st_ino;
}

static int opened(const char *path, int flags, mode_t mode) {
    if (!below(path)) return REAL(open)(path, flags, mode);
    if (fails(OPEN)) return -1;
    struct stat before;
    int is_new = (flags & O_CREAT) && lstat(path, &before);
    int fd = REAL(open)(path, flags, mode);
    if (fd >= 0 && fd < MOST) {
        struct stat found;
        watched[fd] = !fstat(fd, &found) && S_ISDIR(found.st_mode) ? 2 : 1;
        if (is_new) note('o', inode_of(fd), 0, path, strlen(path), "", 0);
        else if (flags & O_TRUNC) note('x', inode_of(fd), 0, "", 0, "", 0);
    }
    return fd;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }
int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(path, flags, mode); }
int __open_2(const char *path, int flags) { return opened(path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(path, flags, 0); }

int close(int fd) {
    if (fd >= 0 && fd < MOST) watched[fd] = 0;
    return REAL(close)(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
    if (!is_watched(fd)) return REAL(write)(fd, data, size);
    if (fails(WRITE)) return -1;
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = REAL(write)(fd, data, size);
    if (done > 0) note('w', inode_of(fd), (uint64_t)at, "", 0, data, (size_t)done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    if (!is_watched(fd)) return REAL(pwrite)(fd, data, size, at);
    if (fails(WRITE)) return -1;
    ssize_t done = REAL(pwrite)(fd, data, size, at);
    if (done > 0) note('w', inode_of(fd), (uint64_t)at, "", 0, data, (size_t)done);
    return done;
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return pwrite(fd, data, size, at); }

static int synced(int fd, int (*real)(int)) {
    if (!is_watched(fd)) return real(fd);
    if (fails(SYNC)) return -1;
    int done = real(fd);
    if (!done) note(watched[fd] == 2 ? 'd' : 's', inode_of(fd), 0, "", 0, "", 0);
    return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int ftruncate(int fd, off_t size) {
    if (!is_watched(fd)) return REAL(ftruncate)(fd, size);
    if (fails(TRUNCATE)) return -1;
    int done = REAL(ftruncate)(fd, size);
    if (!done) note('x', inode_of(fd), (uint64_t)size, "", 0, "", 0);
    return done;
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int unlink(const char *path) {
    if (!below(path)) return REAL(unlink)(path);
    if (fails(UNLINK)) return -1;
    int done = REAL(unlink)(path);
    if (!done) note('u', 0, 0, path, strlen(path), "", 0);
    return done;
}

int rename(const char *from, const char *to) {
    if (!below(to)) return REAL(rename)(from, to);
    if (fails(RENAME)) return -1;
    int done = REAL(rename)(from, to);
    if (!done) note('r', 0, 0, from, strlen(from), to, strlen(to));
    return done;
}

int link(const char *from, const char *to) {
    if (!below(to)) return REAL(link)(from, to);
    if (fails(LINK)) return -1;
    int done = REAL(link)(from, to);
    if (!done) note('l', 0, 0, from, strlen(from), to, strlen(to));
    return done;
}

/* CPython calls the variants with folders for links. */
int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags) {
    static int (*real_linkat)(int, const char *, int, const char *, int);
    if (from_fd == AT_FDCWD && to_fd == AT_FDCWD && below(to)) return link(from, to);
    return REAL(linkat)(from_fd, from, to_fd, to, flags);
}
