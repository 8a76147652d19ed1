#!/bin/sh
# Runs a command on a host of its own within this one, so that nothing that others do here is taken for what it left, and
# nothing that it does stays: own processes, mounts, network, /run and /tmp, and on cgroup v1 own groups. What is written
# to the system goes to /mnt/written/FOLDER; /var/tmp is the folder given first. Needs root.
# usage: own-host.sh FOLDER COMMAND...
set -eu

# Where file systems of this type are.
mounted() { sed -nE "s|^([^ ]+ ){4}([^ ]+) .* - $1 .*|\2|p" /proc/self/mountinfo; }

if [ -z "${OWN_HOST_FOLDER-}" ]; then
  OWN_HOST_FOLDER=$1
  shift
  export OWN_HOST_FOLDER
  hierarchies=$(mounted cgroup)
  # Nested groups of v2 that hold processes pass on no controllers, so there groups are not set apart.
  if [ -n "$hierarchies" ]; then hierarchies="$hierarchies $(mounted cgroup2)"; fi
  for point in $hierarchies; do
    group=$point/own-host-$$
    mkdir "$group"
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$point/$file" ]; then cat "$point/$file" >"$group/$file"; fi
    done
    echo $$ >"$group/cgroup.procs"
  done
  code=0
  unshare --mount --propagation private --pid --fork --kill-child --net --ipc ${hierarchies:+--cgroup} -- "$0" "$@" || code=$?
  for point in $hierarchies; do
    echo $$ >"$point/cgroup.procs"
    find "$point/own-host-$$" -depth -type d -exec rmdir {} ';'
  done
  exit $code
fi

mount -t proc proc /proc
hierarchies=$(mounted cgroup)
for point in $hierarchies; do
  name=$(basename "$point")
  if [ "$name" = systemd ]; then name=none,name=systemd; fi
  umount "$point"
  mount -t cgroup -o "$name" cgroup "$point"
done
if [ -n "$hierarchies" ]; then
  for point in $(mounted cgroup2); do umount "$point" && mount -t cgroup2 cgroup2 "$point"; done
fi
mount --bind "$OWN_HOST_FOLDER" /mnt
# What others have mounted would go here when it goes there.
for point in $(sed -nE 's|^([^ ]+ ){4}(/(var/tmp\|var/cache\|var/lib\|tmp\|run)/[^ ]+) .*|\2|p' /proc/self/mountinfo | sort -r); do
  umount --lazy "$point" 2>/dev/null || true
done
mount --move /mnt /var/tmp
chmod 1777 /var/tmp
mount -t tmpfs -o mode=755 tmpfs /mnt
for folder in etc usr opt root home srv var/lib var/log var/cache; do
  [ -d "/$folder" ] || continue
  mkdir -p "/mnt/written/$folder" "/mnt/aside/$folder"
  mount -t overlay -o "lowerdir=/$folder,upperdir=/mnt/written/$folder,workdir=/mnt/aside/$folder" overlay "/$folder"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock
mount -t tmpfs -o mode=1777 tmpfs /tmp
ip link set lo up
# The shell stays: it is the first process here, which has to bury the orphans.
"$@"
